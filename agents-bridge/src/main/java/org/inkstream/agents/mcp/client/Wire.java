package org.inkstream.agents.mcp.client;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.Message;

/** Carries messages other than tool calls to one agent. Used on one event loop. */
interface Wire {
    /**
     * Asks and waits, not for ever. Fails with {@link CallFailure} unless a message came back,
     * which may refuse.
     *
     * @param params without what the dialect adds to {@code _meta}
     */
    Future<Answer> ask(Dialect dialect, String method, JsonObject params);

    /** Tells something that needs no answer; completes when it is on its way. */
    Future<Void> tell(Dialect dialect, String method, JsonObject params);

    /**
     * @param message a result or a refusal
     * @param session what the other end calls the session from now on, empty if it does not say
     */
    record Answer(Message message, String session) {}
}
