package org.inkstream.agents.mcp.wire;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** A JSON-RPC 2.0 message as its receiver sees it. Ids are strings or whole numbers. */
public sealed interface Message {
    /** Asks for an answer. */
    record Request(Object id, String method, JsonObject params) implements Message {}

    /** Tells something and wants no answer. */
    record Notification(String method, JsonObject params) implements Message {}

    /** Answers the request with this id. */
    record Result(Object id, JsonObject result) implements Message {}

    /**
     * Refuses a request.
     *
     * @param id empty text where the sender could not tell which request it was
     * @param data more for programs, empty if there is none
     */
    record Refusal(Object id, int code, String message, JsonObject data) implements Message {}

    default <R> R match(
            Function<Request, R> request,
            Function<Notification, R> notification,
            Function<Result, R> result,
            Function<Refusal, R> refusal) {
        if (this instanceof Request r) {
            return request.apply(r);
        }
        if (this instanceof Notification n) {
            return notification.apply(n);
        }
        if (this instanceof Result r) {
            return result.apply(r);
        }
        return refusal.apply((Refusal) this);
    }
}
