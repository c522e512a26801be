package org.inkstream.loadtest.scenarios.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.inkstream.loadtest.scenarios.stack.ComposeService.Condition;
import org.inkstream.loadtest.scenarios.stack.ComposeService.Mount;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A compose file with the variables of an env file filled in.
 *
 * @param folder that relative paths begin at
 * @param services by name, in the order of the file
 */
record ComposeFile(Path folder, Map<String, ComposeService> services) {
    /** Each of the templates at the head of the file is used by many services. */
    private static final int MOST_ALIASES = 500;

    private static final String DISABLED = "NONE";

    ComposeFile {
        services = new LinkedHashMap<>(services);
    }

    /**
     * @throws UncheckedIOException if a file cannot be read
     * @throws IllegalArgumentException if it says what is not understood here
     */
    static ComposeFile read(Path file, Interpolation variables) {
        Map<?, ?> whole = mapping(variables.filled(yaml(file)), file.toString());
        Map<String, ComposeService> services = new LinkedHashMap<>();
        mapping(whole.get("services"), "services")
                .forEach(
                        (name, service) ->
                                services.put(
                                        (String) name,
                                        service((String) name, mapping(service, name.toString()))));
        Path folder = file.toAbsolutePath().getParent();
        return new ComposeFile(folder == null ? Path.of("/") : folder, services);
    }

    private static Object yaml(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try {
            return new Yaml(new SafeConstructor(options)).load(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    /** Those that run where these profiles are switched on, in the order of the file. */
    List<ComposeService> running(Set<String> profiles) {
        return services.values().stream().filter(service -> service.isIn(profiles)).toList();
    }

    private static ComposeService service(String name, Map<?, ?> in) {
        Set<Integer> ports = new TreeSet<>();
        texts(in, "ports").forEach(port -> ports.add(containerPort(port)));
        texts(in, "expose").forEach(port -> ports.add(Integer.valueOf(port)));
        List<Mount> mounts = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        for (String volume : texts(in, "volumes")) {
            String[] parts = volume.split(":");
            if (parts[0].startsWith(".")) {
                mounts.add(new Mount(parts[0], parts[1]));
            } else {
                folders.add(parts[1]);
            }
        }
        texts(in, "tmpfs").forEach(tmpfs -> folders.add(tmpfs.split(":", 2)[0]));
        Map<?, ?> health = mapping(in.get("healthcheck"), "healthcheck");
        return new ComposeService(
                name,
                text(in, "image"),
                texts(in, "command"),
                environment(in),
                ports,
                mounts,
                texts(in, "secrets"),
                folders,
                check(texts(health, "test")),
                dependsOn(in),
                Set.copyOf(texts(in, "profiles")),
                replicas(mapping(in.get("deploy"), "deploy")));
    }

    /**
     * {@code HOST:PORT:CONTAINER}, {@code HOST::CONTAINER}, {@code PORT:CONTAINER} or one alone.
     */
    private static int containerPort(String port) {
        return Integer.parseInt(port.substring(port.lastIndexOf(':') + 1));
    }

    private static List<String> check(List<String> test) {
        if (test.isEmpty() || test.get(0).equals(DISABLED)) {
            return List.of();
        }
        if (!test.get(0).equals("CMD")) {
            throw new IllegalArgumentException("a health check is [CMD, ...] here, not " + test);
        }
        return test.subList(1, test.size());
    }

    private static Map<String, String> environment(Map<?, ?> in) {
        return mapping(in.get("environment"), "environment").entrySet().stream()
                .collect(
                        Collectors.toMap(
                                variable -> (String) variable.getKey(),
                                variable -> String.valueOf(variable.getValue())));
    }

    private static Map<String, Condition> dependsOn(Map<?, ?> in) {
        Map<String, Condition> needed = new LinkedHashMap<>();
        mapping(in.get("depends_on"), "depends_on")
                .forEach(
                        (service, how) ->
                                needed.put(
                                        (String) service,
                                        condition(text(mapping(how, "depends_on"), "condition"))));
        return needed;
    }

    private static Condition condition(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "service_started" -> Condition.STARTED;
            case "service_healthy" -> Condition.HEALTHY;
            case "service_completed_successfully" -> Condition.COMPLETED;
            default -> throw new IllegalArgumentException("no condition is called " + word);
        };
    }

    private static int replicas(Map<?, ?> deploy) {
        Object replicas = deploy.get("replicas");
        return replicas == null ? 1 : Integer.parseInt(replicas.toString());
    }

    private static String text(Map<?, ?> in, String member) {
        Object value = in.get(member);
        return value == null ? "" : value.toString();
    }

    private static List<String> texts(Map<?, ?> in, String member) {
        Object value = in.get(member);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException(member + " must be a list here, not " + value);
        }
        return list.stream().map(Object::toString).toList();
    }

    private static Map<?, ?> mapping(@Nullable Object value, String what) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> mapping) {
            return mapping;
        }
        throw new IllegalArgumentException(what + " must be a mapping, not " + value);
    }
}
