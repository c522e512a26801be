package org.inkstream.pipeline.audit;

import io.vertx.core.json.JsonObject;

/**
 * One thing that does not add up.
 *
 * @param id the document, the run, or the place of the record
 * @param detail for people; empty if there is nothing to add
 */
public record Finding(Problem problem, String id, String detail) {
    JsonObject toJson() {
        JsonObject json = new JsonObject().put("problem", problem.wireName()).put("id", id);
        return detail.isEmpty() ? json : json.put("detail", detail);
    }
}
