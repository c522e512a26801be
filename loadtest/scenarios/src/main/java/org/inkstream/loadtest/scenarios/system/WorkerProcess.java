package org.inkstream.loadtest.scenarios.system;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code inkstream worker} in a JVM of its own. */
public final class WorkerProcess {
    private static final Duration START = Duration.ofSeconds(60);

    private final JavaProcess process;

    private WorkerProcess(JavaProcess process) {
        this.process = process;
    }

    /**
     * Returns at once, see {@link #awaitRunning}.
     *
     * @param name also that of its state folder: a worker that starts under the name of another one
     *     succeeds it
     * @param settings beside those that say where everything is
     */
    public static WorkerProcess start(
            Processes processes,
            String name,
            BackendProcess backend,
            AgentProcess agent,
            Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("kafka.bootstrapServers", backend.bootstrapServers());
        all.put("store.uri", backend.storeUri());
        all.put("agents.url", agent.url());
        return start(processes, name, Processes.INKSTREAM, all);
    }

    /**
     * Returns at once, see {@link #awaitRunning}.
     *
     * @param mainClass that understands the command {@code worker}
     * @param settings that say where everything is
     */
    public static WorkerProcess start(
            Processes processes, String name, String mainClass, Map<String, String> settings) {
        return start(processes, name, mainClass, List.of(), settings);
    }

    /**
     * The same.
     *
     * @param options of its JVM beside those of every worker
     */
    public static WorkerProcess start(
            Processes processes,
            String name,
            String mainClass,
            List<String> options,
            Map<String, String> settings) {
        Path state = processes.folder().resolve(name);
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("http.port", "0");
        all.put("instance.stateFolder", state.toString());
        List<String> arguments = new ArrayList<>(List.of("worker"));
        all.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        // A log line for each call would be measured, not what is done between two of them.
        Map<String, String> quiet = Map.of("INKSTREAM_LOG_LEVEL", "WARN");
        return new WorkerProcess(
                processes.startLikeWorker(name, options, quiet, mainClass, arguments));
    }

    public JavaProcess process() {
        return process;
    }

    /** Blocks until it reads from its source. */
    public void awaitRunning() {
        process.awaitLine("running", START);
    }

    /** What {@link WatchedInkstream} has told of since then. */
    public List<LoopBlock> blocksSince(Instant then) {
        return process.lines().stream()
                .flatMap(line -> LoopBlock.of(line).stream())
                .filter(block -> !block.seenAt().isBefore(then))
                .toList();
    }

    /** What it has counted so far; it must be running. */
    public Scraped metrics() {
        process.requireAlive();
        return Scraped.of(
                new Endpoint("http://" + process.awaitLine("http ", START)).get("/metrics"));
    }
}
