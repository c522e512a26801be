package org.inkstream.loadtest.scenarios.system;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.loadtest.peers.CountingAgent;

/** A {@link CountingAgent} in a JVM of its own. */
public final class AgentProcess {
    private static final Duration START = Duration.ofSeconds(30);

    private final JavaProcess process;
    private final int port;
    private final Endpoint endpoint;

    private AgentProcess(JavaProcess process, int port) {
        this.process = process;
        this.port = port;
        this.endpoint = new Endpoint("http://127.0.0.1:" + port);
    }

    /** Blocks until it takes calls. */
    public static AgentProcess start(Processes processes, Duration delay) {
        return start(processes, delay, false);
    }

    /**
     * The same.
     *
     * @param keyed whether it works once only for an idempotency key
     */
    public static AgentProcess start(Processes processes, Duration delay, boolean keyed) {
        List<String> arguments =
                new ArrayList<>(List.of("--delay-ms", Long.toString(delay.toMillis())));
        if (keyed) {
            arguments.add("--keyed");
        }
        JavaProcess process =
                processes.start(
                        "agent-%d-ms".formatted(delay.toMillis()),
                        Map.of(),
                        CountingAgent.class.getName(),
                        arguments);
        int port = Integer.parseInt(process.awaitLine("listening ", START));
        return new AgentProcess(process, port);
    }

    /** On the loopback address. */
    public int port() {
        return port;
    }

    /** What to set as {@code agents.url}. */
    public String url() {
        return endpoint.url() + "/mcp";
    }

    public Stats stats() {
        process.requireAlive();
        JsonObject stats = new JsonObject(endpoint.get("/stats"));
        return new Stats(
                stats.getLong("total"),
                stats.getLong("distinct"),
                stats.getLong("worked"),
                stats.getLong("inTheAir"),
                stats.getLong("maxInTheAir"));
    }

    /** How often each call has arrived. */
    public Map<Call, Integer> arrivals() {
        Map<Call, Integer> arrivals = new LinkedHashMap<>();
        endpoint.get("/arrivals")
                .lines()
                .map(line -> line.split("[ \t]"))
                .forEach(
                        parts ->
                                arrivals.put(
                                        new Call(parts[0], parts[1], parts[2]),
                                        Integer.valueOf(parts[3])));
        return arrivals;
    }

    /** Forgets what has arrived so far. */
    public void reset() {
        endpoint.post("/reset");
    }

    /**
     * @param total calls that arrived
     * @param distinct different ones among them
     * @param worked calls that it did the work for
     * @param inTheAir not answered yet
     * @param maxInTheAir the most that were so at once
     */
    public record Stats(long total, long distinct, long worked, long inTheAir, long maxInTheAir) {
        public long repeats() {
            return total - distinct;
        }
    }

    /**
     * @param key idempotency key
     */
    public record Call(String runId, String tool, String key) {}
}
