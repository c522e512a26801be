package org.inkstream.agents.inference;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Supplier;

/** What differs between the protocols of inference servers. One for each endpoint. */
interface Dialect {
    /** Path of the operation that generates. */
    String path();

    /** How the messages of a stream are written. */
    ResponseParser.Framing framing();

    JsonObject body(ModelRequest request);

    /** Adds what every request carries: keys and versions. */
    default void sign(MultiMap headers) {}

    /**
     * @param headers of the response
     * @param elapsed since the request was sent
     */
    AnswerReader reader(
            ModelRequest request, MultiMap headers, Bounds bounds, Supplier<Duration> elapsed);

    /** Hears the headers of every response, whatever its status. */
    default void heard(MultiMap headers) {}

    /** Whom {@link #heard} tells of limits, beside whoever knew from the beginning. */
    default void listen(RateLimits.Listener listener) {}

    /** Path that answers with 200 when the server is there; empty if it has none. */
    String healthPath();

    /** Path that answers with the list {@code models} of those that are loaded; empty if none. */
    default String loadedPath() {
        return "";
    }
}
