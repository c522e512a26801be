package org.inkstream.agents.mcp.wire;

import io.vertx.core.json.JsonObject;

/** A request that is refused, on its way to becoming a JSON-RPC error. */
public final class RpcError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient JsonObject data;

    public RpcError(int code, String message) {
        this(code, message, new JsonObject());
    }

    /**
     * @param data more for programs, empty if there is nothing more to say
     */
    public RpcError(int code, String message, JsonObject data) {
        super(message, null, false, false);
        this.code = code;
        this.data = data;
    }

    public int code() {
        return code;
    }

    public JsonObject toJson() {
        JsonObject error = new JsonObject().put("code", code).put("message", getMessage());
        return data.isEmpty() ? error : error.put("data", data);
    }
}
