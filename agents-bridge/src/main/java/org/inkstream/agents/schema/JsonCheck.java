package org.inkstream.agents.schema;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** A compiled JSON Schema of an object. Immutable, for any thread. */
interface JsonCheck {
    /**
     * @param object as a {@link JsonObject} holds it
     * @return the first problem, told with its path; empty if the object is valid
     */
    Optional<String> problem(Map<String, Object> object);

    /**
     * The cheapest check that means the same as the schema: results are checked on event loops, so
     * the keywords that tool contracts use are compiled to a walk over the maps and lists at hand;
     * a schema with any other keyword is left to the complete validator.
     *
     * @throws IllegalArgumentException if the schema is none
     */
    static JsonCheck of(JsonObject schema) {
        return Shape.compile(schema)
                .<JsonCheck>map(shape -> shape::problem)
                .orElseGet(() -> new FullCheck(schema));
    }
}
