package org.inkstream.pipeline.plan;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** What a tool needs to be called, or why it cannot be called. */
public sealed interface Preparation {
    /**
     * The tool can be called.
     *
     * @param arguments exactly what its input schema allows
     * @param inputHash what makes two calls of one tool the same, see {@link Plan#prepare}
     */
    record Callable(JsonObject arguments, String inputHash) implements Preparation {}

    /**
     * A required argument is missing, because the event does not bring it or because the tool it
     * comes from did not answer.
     *
     * @param reason for people
     */
    record NotPossible(String reason) implements Preparation {}

    default <R> R match(Function<Callable, R> callable, Function<NotPossible, R> notPossible) {
        if (this instanceof Callable c) {
            return callable.apply(c);
        }
        return notPossible.apply((NotPossible) this);
    }
}
