package org.inkstream.agents.modeltools;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** What became of one answer of a model. */
sealed interface Reading {
    /** The tool's result, grounded. */
    record Usable(JsonObject result) implements Reading {}

    /**
     * It cannot be used, and may be repaired.
     *
     * @param problem in words of the schema, none of the answer
     */
    record Unusable(String problem) implements Reading {}

    /** The model, or a filter before it, refused. */
    record Refused() implements Reading {}

    default <R> R match(
            Function<Usable, R> usable,
            Function<Unusable, R> unusable,
            Function<Refused, R> refused) {
        if (this instanceof Usable one) {
            return usable.apply(one);
        }
        if (this instanceof Unusable one) {
            return unusable.apply(one);
        }
        return refused.apply((Refused) this);
    }
}
