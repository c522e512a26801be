package org.inkstream.loadtest.scenarios.nsq;

import io.vertx.core.json.JsonObject;

/**
 * What was seen of one client at one work.
 *
 * @param perSecond messages
 * @param cpuMicros of the client's process, for each message
 * @param threads that the client has started, and those of callers that it needs
 * @param failed messages that were not accepted, or not finished
 * @param settleP99Ms from the delivery of a message to the word that it is finished, on the wire; 0
 *     where it was not watched
 */
record Lap(double perSecond, double cpuMicros, int threads, long failed, double settleP99Ms) {
    Lap settled(double p99Ms) {
        return new Lap(perSecond, cpuMicros, threads, failed, p99Ms);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("perSecond", perSecond)
                .put("cpuMicros", cpuMicros)
                .put("threads", threads)
                .put("failed", failed)
                .put("settleP99Ms", settleP99Ms);
    }

    static Lap fromJson(JsonObject json) {
        return new Lap(
                json.getDouble("perSecond"),
                json.getDouble("cpuMicros"),
                json.getInteger("threads"),
                json.getLong("failed"),
                json.getDouble("settleP99Ms"));
    }
}
