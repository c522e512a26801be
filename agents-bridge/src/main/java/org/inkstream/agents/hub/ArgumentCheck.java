package org.inkstream.agents.hub;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Finds arguments that are missing or that nobody expects. Types are left to the agent, as in the
 * older hub: what an agent registers is not always a schema that could be compiled.
 */
final class ArgumentCheck {
    private ArgumentCheck() {}

    /** What is wrong, empty if nothing is. */
    static Optional<String> problem(JsonObject schema, JsonObject arguments) {
        if (schema.getValue("required") instanceof JsonArray required) {
            for (Object name : required) {
                if (name instanceof String argument && !arguments.containsKey(argument)) {
                    return Optional.of("Missing required argument: " + argument);
                }
            }
        }
        if (Boolean.FALSE.equals(schema.getValue("additionalProperties"))) {
            JsonObject known =
                    schema.getValue("properties") instanceof JsonObject properties
                            ? properties
                            : new JsonObject();
            return arguments.fieldNames().stream()
                    .filter(name -> !known.containsKey(name))
                    .findFirst()
                    .map(name -> "Unexpected argument: " + name);
        }
        return Optional.empty();
    }
}
