package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonObject;

/**
 * What simulated servers have done, in simulated time. Counts since the beginning, or since some
 * moment of it.
 *
 * @param wallSeconds that passed, summed over servers
 * @param busySeconds in which tokens were read or written
 * @param loadSeconds in which models were loaded or unloaded and nothing else
 * @param promptTokens of all requests that were begun
 * @param hitTokens of them that were found in a cache
 * @param writtenTokens of answers
 * @param submitted requests
 * @param finished with an answer
 * @param failed otherwise: refused, broken or cancelled
 * @param loads of models
 */
record PeerCounts(
        double wallSeconds,
        double busySeconds,
        double loadSeconds,
        long promptTokens,
        long hitTokens,
        long writtenTokens,
        long submitted,
        long finished,
        long failed,
        int loads) {
    static final PeerCounts NONE = new PeerCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * @param stats as {@code /sim/stats} says them
     */
    static PeerCounts of(JsonObject stats) {
        return new PeerCounts(
                stats.getDouble("wallSeconds", 0.0),
                stats.getDouble("busySeconds", 0.0),
                stats.getDouble("loadSeconds", 0.0),
                stats.getLong("promptTokens", 0L),
                stats.getLong("hitTokens", 0L),
                stats.getLong("writtenTokens", 0L),
                stats.getLong("submitted", 0L),
                stats.getLong("finished", 0L),
                stats.getLong("rejected", 0L)
                        + stats.getLong("broken", 0L)
                        + stats.getLong("cancelled", 0L),
                stats.getInteger("loads", 0));
    }

    PeerCounts plus(PeerCounts other) {
        return combined(other, 1);
    }

    PeerCounts since(PeerCounts earlier) {
        return combined(earlier, -1);
    }

    private PeerCounts combined(PeerCounts other, int sign) {
        return new PeerCounts(
                wallSeconds + sign * other.wallSeconds,
                busySeconds + sign * other.busySeconds,
                loadSeconds + sign * other.loadSeconds,
                promptTokens + sign * other.promptTokens,
                hitTokens + sign * other.hitTokens,
                writtenTokens + sign * other.writtenTokens,
                submitted + sign * other.submitted,
                finished + sign * other.finished,
                failed + sign * other.failed,
                loads + sign * other.loads);
    }

    /** Share of the time in which the cards read or wrote tokens; zero if no time passed. */
    double utilisation() {
        return wallSeconds <= 0 ? 0 : Math.min(1, busySeconds / wallSeconds);
    }

    /** Share of prompt tokens that were found in a cache; zero if there were none. */
    double hitShare() {
        return promptTokens <= 0 ? 0 : (double) hitTokens / promptTokens;
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("utilisation", utilisation())
                .put("hitShare", hitShare())
                .put("promptTokens", promptTokens)
                .put("hitTokens", hitTokens)
                .put("writtenTokens", writtenTokens)
                .put("requests", submitted)
                .put("finished", finished)
                .put("failed", failed)
                .put("loads", loads);
    }
}
