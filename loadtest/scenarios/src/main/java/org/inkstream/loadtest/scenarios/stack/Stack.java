package org.inkstream.loadtest.scenarios.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.inkstream.loadtest.scenarios.stack.ComposeService.Condition;
import org.jspecify.annotations.Nullable;

/**
 * A stack as processes: started in the order that {@code depends_on} says, each when those before
 * it are healthy by their own health checks. For one thread, which may block.
 */
final class Stack implements AutoCloseable {
    private static final Duration CHECK = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int CONNECT_MILLIS = 1_000;

    private final Places places;
    private final Layout layout;
    private final CommandLines commands;
    private final Replacements replacements;
    private final Path logs;
    private final Consumer<String> progress;
    private final Map<Container, Program> running = new LinkedHashMap<>();
    private final Set<Container> healthy = new LinkedHashSet<>();

    /**
     * @param logs folder for what the processes print
     * @param progress hears what happens, for people
     */
    Stack(
            Places places,
            Layout layout,
            Replacements replacements,
            Path logs,
            Consumer<String> progress) {
        this.places = places;
        this.layout = layout;
        this.replacements = replacements;
        this.commands = new CommandLines(places, replacements);
        this.logs = logs;
        this.progress = progress;
    }

    /**
     * Blocks until all are healthy.
     *
     * @throws IllegalStateException if one ends, or they are not healthy in time
     */
    void up(Duration limit) {
        List<Container> wanted =
                places.all().stream().filter(one -> !isLeftOut(one.service())).toList();
        wanted.forEach(layout::lay);
        long begun = System.nanoTime();
        while (healthy.size() < wanted.size()) {
            for (Container container : wanted) {
                if (!running.containsKey(container) && mayStart(container)) {
                    start(container);
                }
            }
            for (Container container : List.copyOf(running.keySet())) {
                look(container);
            }
            if (System.nanoTime() - begun > limit.toNanos()) {
                throw new IllegalStateException(
                        "not healthy after %d s: %s".formatted(limit.toSeconds(), ailing(wanted)));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    Places places() {
        return places;
    }

    CommandLines commands() {
        return commands;
    }

    /** As {@code kill -9}. */
    void kill(Container container) {
        Program program = running.remove(container);
        if (program == null) {
            throw new IllegalArgumentException(container.name() + " does not run");
        }
        program.kill();
        healthy.remove(container);
    }

    /** Starts one again that was killed, with the files that it has; blocks until it is healthy. */
    void again(Container container, Duration limit) {
        start(container);
        long begun = System.nanoTime();
        while (!healthy.contains(container)) {
            look(container);
            if (System.nanoTime() - begun > limit.toNanos()) {
                throw new IllegalStateException(container.name() + " does not come back");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Those whose own health check says now that they are not well. */
    List<String> ill() {
        return running.keySet().stream()
                .filter(one -> !isOneShot(one.service()) && !isWell(one))
                .map(Container::name)
                .toList();
    }

    /**
     * @throws IllegalStateException if one has failed, with its last lines
     */
    void requireAlive() {
        running.values().forEach(Program::requireNotFailed);
    }

    /** Kills all, those that began last first. */
    @Override
    public void close() {
        List<Program> programs = new ArrayList<>(running.values());
        for (int i = programs.size() - 1; i >= 0; i--) {
            programs.get(i).kill();
        }
    }

    private boolean mayStart(Container container) {
        return container.service().dependsOn().entrySet().stream()
                .allMatch(need -> isReached(need.getKey(), need.getValue()));
    }

    /** A service that does not run, or is left out, keeps nobody waiting. */
    private boolean isReached(String service, Condition condition) {
        return places.of(service).stream()
                .filter(one -> !isLeftOut(one.service()))
                .allMatch(
                        one ->
                                condition == Condition.STARTED
                                        ? running.containsKey(one)
                                        : healthy.contains(one));
    }

    private void start(Container container) {
        Program sharing = sharedBackend(container);
        if (sharing != null) {
            running.put(container, sharing);
            return;
        }
        running.put(
                container,
                Program.start(
                        container.name(),
                        commands.of(container),
                        commands.environment(container),
                        container.root(),
                        logs.resolve(container.name() + ".log")));
    }

    /** Broker and store are one process here. */
    private @Nullable Program sharedBackend(Container container) {
        return isBackend(container)
                ? running.entrySet().stream()
                        .filter(other -> isBackend(other.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private boolean isBackend(Container container) {
        return replacements
                .of(container.service())
                .filter(instead -> instead == Replacements.Instead.BACKEND)
                .isPresent();
    }

    private boolean isLeftOut(ComposeService service) {
        return replacements.isLeftOut(service);
    }

    private void look(Container container) {
        Program program = running.get(container);
        if (program == null || healthy.contains(container)) {
            return;
        }
        program.requireNotFailed();
        boolean reached =
                isOneShot(container.service()) ? program.hasSucceeded() : isWell(container);
        if (reached) {
            healthy.add(container);
            progress.accept(
                    container.name() + (program.isAlive() ? " is healthy" : " has done its work"));
        }
    }

    /** Somebody waits for its end. */
    private boolean isOneShot(ComposeService service) {
        return places.all().stream()
                .anyMatch(
                        other ->
                                other.service().dependsOn().get(service.name())
                                        == Condition.COMPLETED);
    }

    /** Its ports are looked at first, because a check is a process, and most come too early. */
    private boolean isWell(Container container) {
        if (!container.ports().values().stream().allMatch(Stack::isOpen)) {
            return false;
        }
        List<String> check = commands.healthCheck(container);
        return check.isEmpty()
                || Program.start(
                                "health of " + container.name(),
                                check,
                                Map.of(),
                                container.root(),
                                logs.resolve(container.name() + ".health.log"))
                        .succeedsWithin(CHECK);
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private List<String> ailing(List<Container> wanted) {
        return wanted.stream()
                .filter(one -> !healthy.contains(one))
                .map(one -> one.name() + (running.containsKey(one) ? "" : " (waits for others)"))
                .toList();
    }
}
