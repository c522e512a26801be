package org.inkstream.agents.inference;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema in the form that servers with structured output take. It only ever narrows: what
 * follows it follows the schema that it was made of.
 *
 * @param schema every object that names its members takes no others
 * @param closed whether no object takes members that the schema does not name, which Anthropic
 *     demands
 * @param strict whether it is closed and requires all members, which {@code strict} demands
 */
record AcceptableSchema(JsonObject schema, boolean closed, boolean strict) {
    private static final String PROPERTIES = "properties";
    private static final String MORE = "additionalProperties";

    static AcceptableSchema of(JsonObject given) {
        JsonObject schema = given.copy();
        Walk walk = new Walk();
        walk.narrow(schema);
        return new AcceptableSchema(schema, walk.closed, walk.closed && walk.complete);
    }

    /** What was found on the way through a schema. */
    private static final class Walk {
        private boolean closed = true;
        private boolean complete = true;

        void narrow(JsonObject schema) {
            if (isObject(schema)) {
                narrowObject(schema);
            }
            for (Map.Entry<String, Object> part : schema) {
                narrowPart(part.getValue());
            }
        }

        private void narrowPart(@Nullable Object part) {
            if (part instanceof JsonObject nested) {
                narrow(nested);
            } else if (part instanceof JsonArray list) {
                list.forEach(this::narrowPart);
            }
        }

        private void narrowObject(JsonObject schema) {
            JsonObject members = Members.object(schema, PROPERTIES);
            if (!schema.containsKey(MORE) && !members.isEmpty()) {
                schema.put(MORE, false);
            }
            closed &= Boolean.FALSE.equals(schema.getValue(MORE));
            JsonArray required =
                    schema.getValue("required") instanceof JsonArray names
                            ? names
                            : new JsonArray();
            complete &= members.fieldNames().stream().allMatch(required::contains);
        }

        private static boolean isObject(JsonObject schema) {
            Object type = schema.getValue("type");
            return "object".equals(type)
                    || (type instanceof JsonArray types && types.contains("object"));
        }
    }
}
