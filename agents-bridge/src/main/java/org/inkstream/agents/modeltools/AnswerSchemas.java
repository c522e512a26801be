package org.inkstream.agents.modeltools;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas as providers of structured output want them: every member required, none unknown, no
 * bounds on numbers.
 */
final class AnswerSchemas {
    /** The member that proves a value. */
    static final String QUOTE = "quote";

    private static final List<String> BOUNDS =
            List.of("minimum", "maximum", "minLength", "minItems", "maxItems");

    private AnswerSchemas() {}

    static JsonObject text() {
        return new JsonObject().put("type", "string");
    }

    static JsonObject object(Map<String, JsonObject> members) {
        JsonObject properties = new JsonObject();
        members.forEach(properties::put);
        return new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("required", new JsonArray(List.copyOf(members.keySet())))
                .put("additionalProperties", false);
    }

    static JsonObject list(JsonObject items) {
        return new JsonObject().put("type", "array").put("items", items);
    }

    static JsonObject orNull(JsonObject schema) {
        return new JsonObject()
                .put(
                        "anyOf",
                        new JsonArray().add(schema).add(new JsonObject().put("type", "null")));
    }

    /**
     * A schema of the catalogue without what providers refuse; the catalogue's own is checked
     * later.
     */
    static JsonObject unbounded(JsonObject schema) {
        JsonObject copy = schema.copy();
        BOUNDS.forEach(copy::remove);
        return copy;
    }

    /** The same for a value that is there. */
    static JsonObject notNull(JsonObject schema) {
        JsonObject copy = unbounded(schema);
        if (copy.getValue("type") instanceof JsonArray types) {
            JsonArray left = new JsonArray();
            types.stream().filter(type -> !type.equals("null")).forEach(left::add);
            copy.put("type", left.size() == 1 ? left.getValue(0) : left);
        }
        return copy;
    }

    static boolean allows(JsonObject schema, String type) {
        Object types = schema.getValue("type");
        return types instanceof JsonArray list ? list.contains(type) : type.equals(types);
    }

    static JsonArray listOf(@Nullable Object given) {
        return given instanceof JsonArray list ? list : new JsonArray();
    }
}
