package org.inkstream.agents.inference;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Members of what servers send: one that is missing, or of another type than the protocol says, is
 * as empty.
 */
final class Members {
    private Members() {}

    static String text(JsonObject json, String name) {
        return json.getValue(name) instanceof String text ? text : "";
    }

    /** A count: never negative. */
    static long count(JsonObject json, String name) {
        return json.getValue(name) instanceof Number number ? Math.max(0, number.longValue()) : 0;
    }

    static double number(JsonObject json, String name) {
        return json.getValue(name) instanceof Number number ? number.doubleValue() : 0;
    }

    static JsonObject object(JsonObject json, String name) {
        return json.getValue(name) instanceof JsonObject object ? object : new JsonObject();
    }

    /** Those items of a list that are objects. */
    static List<JsonObject> objects(JsonObject json, String name) {
        if (!(json.getValue(name) instanceof JsonArray items)) {
            return List.of();
        }
        return items.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }
}
