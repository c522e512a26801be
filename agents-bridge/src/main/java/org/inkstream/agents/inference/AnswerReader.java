package org.inkstream.agents.inference;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.inkstream.money.ModelUsage;

/**
 * Puts an answer together from the messages of one response, in the order in which they come. Not
 * thread-safe; one for each response.
 */
interface AnswerReader {
    /**
     * One message of the stream, or the only one.
     *
     * @throws org.inkstream.agents.call.CallFailure if the server says that it failed
     * @throws org.inkstream.agents.mcp.wire.MalformedMessage if it breaks the protocol
     */
    void hear(JsonObject message);

    /** No message comes any more; what is missing now never comes. */
    default void end() {}

    /** The answer once it is whole. */
    Optional<ModelAnswer> answer();

    /** What is known to be used so far, answer or not. */
    List<ModelUsage> used();
}
