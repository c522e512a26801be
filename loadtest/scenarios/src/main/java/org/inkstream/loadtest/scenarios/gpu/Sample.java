package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one arm came to in one run.
 *
 * @param documents that were offered
 * @param scale how many times faster than real the servers ran
 * @param seconds simulated, from the first letter published to the last one enriched
 * @param peers what the servers did meanwhile
 * @param idealPerHour documents, that no scheduler can exceed with what was asked; NaN if not known
 * @param latencies of letters, empty where nobody published them
 * @param losses what went wrong with letters
 * @param calls as they were accounted for, empty where nobody accounts
 * @param waits by letter, simulated seconds from when it was meant to be published to its first
 *     call
 * @param moments in order
 * @param dollars that the letters cost, NaN where nobody accounts
 */
record Sample(
        int documents,
        double scale,
        double seconds,
        PeerCounts peers,
        double idealPerHour,
        Latencies latencies,
        Losses losses,
        List<Call> calls,
        Map<String, Double> waits,
        List<Moment> moments,
        double dollars) {
    private static final double HOUR = 3_600;

    Sample {
        calls = List.copyOf(calls);
        waits = Map.copyOf(waits);
        moments = List.copyOf(moments);
    }

    /** Where nobody accounts. */
    Sample(
            int documents,
            double scale,
            double seconds,
            PeerCounts peers,
            double idealPerHour,
            Latencies latencies,
            Losses losses,
            List<Call> calls,
            Map<String, Double> waits,
            List<Moment> moments) {
        this(
                documents,
                scale,
                seconds,
                peers,
                idealPerHour,
                latencies,
                losses,
                calls,
                waits,
                moments,
                Double.NaN);
    }

    /**
     * What went wrong.
     *
     * @param lost letters that were never announced
     * @param repeated letters that were announced twice
     * @param wrong tool results that are not what the server said about that document and tool
     * @param left letters in the air, or timers, when all had ended
     * @param loops handlers that kept an event loop of the worker
     * @param alone tools that were asked once more, alone, because a call for several did not serve
     *     them
     */
    record Losses(int lost, int repeated, int wrong, int left, LoopBlocks loops, int alone) {
        /** Without a worker. */
        Losses(int lost, int repeated, int wrong, int left) {
            this(lost, repeated, wrong, left, LoopBlocks.NONE, 0);
        }

        JsonObject toJson() {
            return new JsonObject()
                    .put("lost", lost)
                    .put("repeated", repeated)
                    .put("wrong", wrong)
                    .put("left", left)
                    .put("loopsKeptOver5ms", loops.toJson())
                    .put("askedAlone", alone);
        }
    }

    double documentsPerHour() {
        return seconds <= 0 ? 0 : (documents - losses.lost()) * HOUR / seconds;
    }

    /** Achieved of ideal; NaN where no ideal is known. */
    double ofIdeal() {
        return documentsPerHour() / idealPerHour;
    }

    JsonObject toJson() {
        JsonArray timeline = new JsonArray();
        moments.forEach(
                moment ->
                        timeline.add(
                                new JsonObject()
                                        .put("seconds", moment.seconds())
                                        .put("utilisation", moment.utilisation())
                                        .put("hitShare", finite(moment.hitShare()))
                                        .put("loads", moment.loads())
                                        .put("documents", moment.documents())));
        return new JsonObject()
                .put("documents", documents)
                .put("simulatedSeconds", seconds)
                .put("documentsPerHour", documentsPerHour())
                .put("idealPerHour", finite(idealPerHour))
                .put("ofIdeal", finite(ofIdeal()))
                .put("peers", peers.toJson())
                .put("latencySeconds", latencies.toJson())
                .put("secondsToFirstCall", new JsonObject(new TreeMap<>(waits)))
                .put("dollars", finite(dollars))
                .put("losses", losses.toJson())
                .put("timeline", timeline);
    }

    /** JSON has no other numbers. */
    private static @Nullable Double finite(double figure) {
        return Double.isFinite(figure) ? figure : null;
    }
}
