package org.inkstream.loadtest.scenarios.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where each container of a stack is on this machine, and the one rule by which what is written for
 * containers is read here:
 *
 * <ul>
 *   <li>{@code SERVICE:PORT} is the loopback address and free port of its first replica
 *   <li>{@code 0.0.0.0:PORT}, {@code localhost:PORT}, {@code 127.0.0.1:PORT}, and a PORT that
 *       stands alone, is the same of the container itself
 *   <li>{@code 0.0.0.0}, and {@code =SERVICE} at the end, is the loopback address
 *   <li>a path that is mounted is the folder that stands for it
 * </ul>
 */
final class Places {
    private static final String LOOPBACK = "127.0.0.1";

    private final Map<String, List<Container>> containers;
    private final Pattern service;

    private Places(Map<String, List<Container>> containers) {
        this.containers = containers;
        this.service = Pattern.compile(names() + ":(\\d+)(?!\\d)");
    }

    /**
     * With a free port for each that is listened on.
     *
     * @param folder for all their files
     */
    static Places of(List<ComposeService> services, Path folder) {
        Map<String, List<Container>> containers = new LinkedHashMap<>();
        try (FreePorts free = new FreePorts()) {
            for (ComposeService one : services) {
                List<Container> replicas = new ArrayList<>();
                for (int number = 1; number <= one.replicas(); number++) {
                    replicas.add(
                            new Container(
                                    one,
                                    number,
                                    folder.resolve(one.name() + "-" + number),
                                    one.ports().stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            port -> port, port -> free.next()))));
                }
                containers.put(one.name(), replicas);
            }
        }
        return new Places(containers);
    }

    /** In the order of the file. */
    List<Container> all() {
        return containers.values().stream().flatMap(List::stream).toList();
    }

    /** All replicas of a service; none if it does not run. */
    List<Container> of(String name) {
        return containers.getOrDefault(name, List.of());
    }

    /** The first replica of a service that runs. */
    Container first(String name) {
        return of(name).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service " + name + " runs"));
    }

    /** A text that was written for this container, as it reads here. */
    String here(Container container, String text) {
        String port = text.strip();
        if (port.matches("\\d{2,5}") && container.ports().containsKey(Integer.valueOf(port))) {
            return container.ports().get(Integer.valueOf(port)).toString();
        }
        // All at once: what has been put in must not be taken for what was written.
        return pattern(container)
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(replaced(container, found.group())));
    }

    private String replaced(Container container, String found) {
        Matcher other = service.matcher(found);
        if (other.matches()) {
            int port = Integer.parseInt(other.group(2));
            Container first = first(other.group(1));
            return first.ports().containsKey(port) ? first.address(port) : found;
        }
        if (found.startsWith("/")) {
            return container.at(found).toString();
        }
        int colon = found.indexOf(':');
        if (colon > 0) {
            int port = Integer.parseInt(found.substring(colon + 1));
            return container.ports().containsKey(port) ? container.address(port) : found;
        }
        return found.startsWith("=") ? "=" + LOOPBACK : LOOPBACK;
    }

    private Pattern pattern(Container container) {
        List<String> kinds = new ArrayList<>();
        kinds.add("(?<![\\w.-])" + names() + ":\\d+(?!\\d)");
        kinds.add("(?<![\\w.-])(?:0\\.0\\.0\\.0|127\\.0\\.0\\.1|localhost):\\d+(?!\\d)");
        kinds.add("(?<![\\w.-])0\\.0\\.0\\.0(?![\\w.])");
        kinds.add("=" + names() + "$");
        container
                .paths()
                .sorted(Comparator.comparing(String::length).reversed())
                .forEach(path -> kinds.add("(?<![\\w/.-])" + Pattern.quote(path) + "(?![\\w-])"));
        return Pattern.compile(String.join("|", kinds), Pattern.MULTILINE);
    }

    private String names() {
        return containers.keySet().stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(", ")"));
    }

    /**
     * Ports that nobody uses now; held until all are known, so that none is given twice. Below
     * those that the system gives to clients, which would take some of them before their servers
     * start.
     */
    private static final class FreePorts implements AutoCloseable {
        private static final int LOWEST = 15_000;
        private static final int HIGHEST = 32_000;

        private final List<ServerSocket> held = new ArrayList<>();
        private int last = LOWEST + new SecureRandom().nextInt(HIGHEST - LOWEST);

        int next() {
            for (int tried = LOWEST; tried < HIGHEST; tried++) {
                last = last >= HIGHEST ? LOWEST : last + 1;
                try {
                    held.add(new ServerSocket(last, 1, InetAddress.getLoopbackAddress()));
                    return last;
                } catch (IOException taken) {
                    // Somebody else's; the next one, then.
                }
            }
            throw new IllegalStateException("no port is free");
        }

        @Override
        public void close() {
            for (ServerSocket socket : held) {
                try {
                    socket.close();
                } catch (IOException stuck) {
                    throw new UncheckedIOException("cannot let a port go", stuck);
                }
            }
        }
    }
}
