package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.inkstream.loadtest.scenarios.system.Endpoint;
import org.inkstream.loadtest.scenarios.system.JavaProcess;
import org.inkstream.loadtest.scenarios.system.Processes;
import org.jspecify.annotations.Nullable;

/** {@code inkstream loadtest peers} in a JVM of its own. */
final class SimulatedServer {
    private static final Duration START = Duration.ofSeconds(60);
    private static final String STATS = "/sim/stats";

    private final JavaProcess process;
    private final Endpoint endpoint;

    /** What it had done when it was killed amid the work; null while it was not. */
    private @Nullable Account last;

    private record Account(PeerCounts counts, double idealSeconds) {}

    private SimulatedServer(JavaProcess process, Endpoint endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Blocks until it takes requests. */
    static SimulatedServer start(Processes processes, ServerSpec spec, double scale) {
        JavaProcess process =
                processes.start(
                        "gpu-" + spec.engine().setting(),
                        Map.of(),
                        Processes.INKSTREAM,
                        spec.arguments(scale));
        return new SimulatedServer(
                process, new Endpoint(process.awaitLine("listening on ", START)));
    }

    String url() {
        return endpoint.url();
    }

    PeerCounts counts() {
        if (last != null) {
            return last.counts();
        }
        process.requireAlive();
        return PeerCounts.of(new JsonObject(endpoint.get(STATS)));
    }

    /** Forgets everything: models are unloaded, caches empty, counts zero. */
    void reset() {
        endpoint.post("/sim/reset");
    }

    /** The least time in which any scheduler could have had all that was asked since. */
    double idealSeconds() {
        if (last != null) {
            return last.idealSeconds();
        }
        return new JsonObject(endpoint.get("/sim/demand")).getDouble("idealSeconds", 0.0);
    }

    /** It is gone at once, with all that is in the air; what it had done stays known. */
    void killAmidTheWork() {
        last = new Account(counts(), idealSeconds());
        process.kill();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        process.kill();
    }
}
