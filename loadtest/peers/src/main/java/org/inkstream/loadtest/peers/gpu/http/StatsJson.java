package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.inkstream.loadtest.peers.gpu.EngineStats;

/** What an engine has done, as {@code /sim/stats} tells it; all times are simulated seconds. */
final class StatsJson {
    private StatsJson() {}

    static JsonObject whole(EngineStats stats) {
        JsonObject json =
                moment(stats)
                        .put("idleSeconds", seconds(stats.idle()))
                        .put("readTokens", stats.readTokens())
                        .put("submitted", stats.submitted())
                        .put("finished", stats.finished())
                        .put("rejected", stats.rejected())
                        .put("broken", stats.broken())
                        .put("cancelled", stats.cancelled())
                        .put("evictions", stats.evictions())
                        .put("swaps", stats.swaps())
                        .put("preemptions", stats.preemptions())
                        .put("hitRate", stats.hitRate());
        return json.put(
                        "utilisation",
                        new JsonObject()
                                .put("spanSeconds", seconds(stats.utilisationSpan()))
                                .put("shares", new JsonArray(stats.utilisation())))
                .put("conservation", conservation(stats));
    }

    /** What is worth a plot. */
    static JsonObject moment(EngineStats stats) {
        return new JsonObject()
                .put("wallSeconds", seconds(stats.wall()))
                .put("busySeconds", seconds(stats.busy()))
                .put("loadSeconds", seconds(stats.load()))
                .put("promptTokens", stats.promptTokens())
                .put("hitTokens", stats.hitTokens())
                .put("writtenTokens", stats.writtenTokens())
                .put("running", stats.running())
                .put("waiting", stats.waiting())
                .put("loads", stats.loads())
                .put("kvUsage", stats.kvUsage());
    }

    /** The books were compared when the figures were read, which would have failed otherwise. */
    private static JsonObject conservation(EngineStats stats) {
        Duration sum = stats.busy().plus(stats.load()).plus(stats.idle());
        long ended = stats.finished() + stats.rejected() + stats.broken() + stats.cancelled();
        return new JsonObject()
                .put("timeOffSeconds", seconds(stats.wall().minus(sum)))
                .put("workOff", stats.submitted() - ended - stats.waiting() - stats.running())
                .put("hitsWithinPrompts", stats.hitTokens() <= stats.promptTokens());
    }

    static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
