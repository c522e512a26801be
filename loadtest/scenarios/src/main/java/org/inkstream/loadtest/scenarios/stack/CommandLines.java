package org.inkstream.loadtest.scenarios.stack;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.inkstream.loadtest.scenarios.system.JavaCommand;
import org.inkstream.loadtest.scenarios.system.Processes;

/** Which command line a container comes to on this machine. */
record CommandLines(Places places, Replacements replacements) {
    private static final String JAVA_OPTIONS = "INKSTREAM_JAVA_OPTS";

    /** As in {@code bin/inkstream}: services that run long are compiled well. */
    private static final Set<String> LONG = Set.of("hub", "agents", "backend", "loadtest");

    private static final List<String> SHORT =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Of the simulated server: a whole letter takes seconds at the speed of a card. */
    private static final String SPEED = "20";

    /** What runs for it; it must not be left out. */
    List<String> of(Container container) {
        ComposeService service = container.service();
        List<String> words =
                service.command().stream().map(word -> places.here(container, word)).toList();
        if (service.isOurs()) {
            return inkstream(words, environment(container));
        }
        return replacements
                .of(service)
                .map(instead -> instead(container, instead))
                .orElseGet(
                        () ->
                                Tool.of(service.image(), words)
                                        .map(CommandLines::started)
                                        .orElseThrow(
                                                () ->
                                                        new IllegalStateException(
                                                                "nothing is known that runs "
                                                                        + service.image()
                                                                        + "; name it in replaced.yaml")));
    }

    /** What its health check comes to; empty if the replacement cannot be asked so. */
    List<String> healthCheck(Container container) {
        List<String> words =
                container.service().health().stream()
                        .map(word -> places.here(container, word))
                        .toList();
        if (words.isEmpty() || replacements.of(container.service()).isPresent()) {
            return List.of();
        }
        return words.get(0).equals("inkstream")
                ? inkstream(words.subList(1, words.size()), Map.of())
                : words;
    }

    /** Its variables as they read here. */
    Map<String, String> environment(Container container) {
        Map<String, String> environment = new HashMap<>();
        if (container.service().command().contains("worker")) {
            environment.putAll(JavaCommand.WORKER_ENVIRONMENT);
        }
        container
                .service()
                .environment()
                .forEach((name, value) -> environment.put(name, places.here(container, value)));
        return environment;
    }

    /** The same as {@code bin/inkstream} makes of these words. */
    static List<String> inkstream(List<String> words, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
        String role = words.get(0);
        if (role.equals("worker")) {
            command.addAll(JavaCommand.WORKER_OPTIONS);
        } else if (!LONG.contains(role)) {
            command.addAll(SHORT);
        }
        command.add("-Dfile.encoding=UTF-8");
        Stream.of(environment.getOrDefault(JAVA_OPTIONS, "").split("\\s+"))
                .filter(option -> !option.isEmpty())
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Processes.INKSTREAM));
        command.addAll(words);
        return command;
    }

    private static List<String> started(Tool.Started tool) {
        List<String> command = new ArrayList<>(List.of(tool.program().toString()));
        command.addAll(tool.arguments());
        return command;
    }

    private List<String> instead(Container container, Replacements.Instead instead) {
        return switch (instead) {
            case BACKEND ->
                    inkstream(
                            List.of(
                                    "backend",
                                    "--set",
                                    "embedded.kafkaPort=" + portOf("kafka"),
                                    "--set",
                                    "embedded.storePort=" + portOf("mongo"),
                                    "--set",
                                    "instance.stateFolder=" + container.root().resolve("var")),
                            Map.of());
            case SIMULATED_OLLAMA ->
                    inkstream(
                            List.of(
                                    "loadtest",
                                    "peers",
                                    "--engine",
                                    "ollama",
                                    "--scale",
                                    SPEED,
                                    "--port",
                                    portOf("ollama")),
                            Map.of(JAVA_OPTIONS, "-XX:+UseSerialGC -Xmx128m"));
            case NOTHING ->
                    throw new IllegalArgumentException(container.name() + " is left out here");
        };
    }

    /** The one that it listens on. */
    private String portOf(String service) {
        return places.first(service).ports().values().iterator().next().toString();
    }
}
