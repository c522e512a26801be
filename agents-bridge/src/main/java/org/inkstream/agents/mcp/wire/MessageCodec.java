package org.inkstream.agents.mcp.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;

/** Reads and writes JSON-RPC 2.0, strictly. */
public final class MessageCodec {
    private static final String VERSION = "2.0";

    private MessageCodec() {}

    /**
     * @throws MalformedMessage if the bytes are not one message
     */
    public static Message decode(Buffer bytes) {
        return message(JsonTree.read(bytes));
    }

    /**
     * @throws MalformedMessage if the object is not one message
     */
    public static Message message(JsonObject json) {
        if (!VERSION.equals(json.getValue("jsonrpc"))) {
            throw new MalformedMessage("not JSON-RPC 2.0");
        }
        if (json.containsKey("method")) {
            return call(json);
        }
        if (json.containsKey("result") == json.containsKey("error")) {
            throw new MalformedMessage("a response has either a result or an error");
        }
        return json.containsKey("result")
                ? new Message.Result(id(json), object(json, "result"))
                : error(json);
    }

    public static JsonObject request(long id, String method, JsonObject params) {
        return new JsonObject()
                .put("jsonrpc", VERSION)
                .put("id", id)
                .put("method", method)
                .put("params", params);
    }

    public static JsonObject result(Object id, JsonObject result) {
        return new JsonObject().put("jsonrpc", VERSION).put("id", id).put("result", result);
    }

    /**
     * @param id empty text if it is not known which request is refused
     */
    public static JsonObject error(Object id, RpcError error) {
        return new JsonObject()
                .put("jsonrpc", VERSION)
                .put("id", "".equals(id) ? null : id)
                .put("error", error.toJson());
    }

    private static Message call(JsonObject json) {
        if (!(json.getValue("method") instanceof String method)) {
            throw new MalformedMessage("the method is no text");
        }
        JsonObject params = json.containsKey("params") ? object(json, "params") : new JsonObject();
        return json.containsKey("id")
                ? new Message.Request(id(json), method, params)
                : new Message.Notification(method, params);
    }

    private static Message error(JsonObject json) {
        JsonObject error = object(json, "error");
        if (!(error.getValue("code") instanceof Integer code)
                || !(error.getValue("message") instanceof String message)) {
            throw new MalformedMessage("an error has a code and a message");
        }
        JsonObject data =
                error.getValue("data") instanceof JsonObject more ? more : new JsonObject();
        return new Message.Refusal(
                json.getValue("id") == null ? "" : id(json), code, message, data);
    }

    private static Object id(JsonObject json) {
        Object id = json.getValue("id");
        if (id instanceof String) {
            return id;
        }
        if (id instanceof Integer || id instanceof Long) {
            return ((Number) id).longValue();
        }
        if (id instanceof BigInteger) {
            return id;
        }
        throw new MalformedMessage("the id is neither text nor a whole number");
    }

    private static JsonObject object(JsonObject json, String name) {
        if (json.getValue(name) instanceof JsonObject object) {
            return object;
        }
        throw new MalformedMessage("the " + name + " is no object");
    }
}
