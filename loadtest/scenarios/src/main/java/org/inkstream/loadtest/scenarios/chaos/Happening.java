package org.inkstream.loadtest.scenarios.chaos;

import io.vertx.core.json.JsonObject;

/**
 * A fault that has been.
 *
 * @param target such as a worker's name
 * @param detail for people
 * @param fromMillis wall clock, when it began
 * @param untilMillis wall clock, when all was in order again, as far as one can tell from outside
 */
public record Happening(
        FaultKind kind, String target, String detail, long fromMillis, long untilMillis) {
    boolean overlaps(long from, long until) {
        return fromMillis <= until && from <= untilMillis;
    }

    JsonObject toJson(long beganMillis) {
        return new JsonObject()
                .put("kind", kind.name())
                .put("target", target)
                .put("detail", detail)
                .put("atMs", fromMillis - beganMillis)
                .put("tookMs", untilMillis - fromMillis);
    }
}
