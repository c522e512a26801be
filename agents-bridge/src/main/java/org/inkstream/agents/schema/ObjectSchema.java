package org.inkstream.agents.schema;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** One JSON Schema of an object, compiled once. Immutable, for any thread. */
public final class ObjectSchema {
    private final JsonCheck check;

    /**
     * @throws IllegalArgumentException if the schema is none
     */
    public ObjectSchema(JsonObject schema) {
        this.check = JsonCheck.of(schema);
    }

    /** What is wrong with the object; empty if nothing is. */
    public Optional<String> problem(JsonObject object) {
        return check.problem(object.getMap());
    }
}
