package org.inkstream.loadtest.scenarios.system;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code inkstream backend} in a JVM of its own, on free ports. */
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

    /** Blocks until broker and store are there, and the topics. */
    public static BackendProcess start(Processes processes) {
        JavaProcess process =
                processes.start(
                        "backend",
                        Map.of(),
                        Processes.INKSTREAM,
                        List.of(
                                "backend",
                                "--set",
                                "embedded.kafkaPort=0",
                                "--set",
                                "embedded.storePort=0",
                                "--set",
                                "instance.stateFolder=" + processes.folder().resolve("backend")));
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

    public void requireAlive() {
        process.requireAlive();
    }

    public void kill() {
        process.kill();
    }
}
