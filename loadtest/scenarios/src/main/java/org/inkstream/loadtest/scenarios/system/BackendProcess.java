package org.inkstream.loadtest.scenarios.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code inkstream backend} in a JVM of its own. */
public final class BackendProcess {
    private static final Duration START = Duration.ofSeconds(60);

    private final JavaProcess process;
    private final String bootstrapServers;
    private final String storeUri;

    private BackendProcess(JavaProcess process, String bootstrapServers, String storeUri) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
        this.storeUri = storeUri;
    }

    /** On free ports. Blocks until broker and store are there, and the topics. */
    public static BackendProcess start(Processes processes) {
        return start(processes, 0, 0, List.of());
    }

    /**
     * Blocks until broker and store are there, and the topics. One that was killed comes back with
     * what it had.
     *
     * @param options of its JVM
     */
    public static BackendProcess start(
            Processes processes, int kafkaPort, int storePort, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("backend"));
        Map<String, Object> settings =
                Map.of(
                        "embedded.kafkaPort", kafkaPort,
                        "embedded.storePort", storePort,
                        "instance.stateFolder", processes.folder().resolve("backend"));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        JavaProcess process =
                processes.start("backend", options, Map.of(), Processes.INKSTREAM, arguments);
        process.awaitLine("running", START);
        return new BackendProcess(
                process, process.awaitLine("kafka ", START), process.awaitLine("store ", START));
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public String storeUri() {
        return storeUri;
    }

    public JavaProcess process() {
        return process;
    }

    public void requireAlive() {
        process.requireAlive();
    }

    public void kill() {
        process.kill();
    }
}
