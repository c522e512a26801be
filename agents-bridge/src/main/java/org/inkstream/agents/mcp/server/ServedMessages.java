package org.inkstream.agents.mcp.server;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;
import org.inkstream.metrics.trace.TraceContext;

/** What the params of {@code tools/call} ask for, and the result that a reply becomes. */
final class ServedMessages {
    private ServedMessages() {}

    /**
     * @throws RpcError if the params are not those of a call
     */
    static ServedCall served(JsonObject params, CallProgress progress) {
        String tool = params.getValue("name") instanceof String name ? name : "";
        if (!(params.getValue("arguments", new JsonObject()) instanceof JsonObject arguments)) {
            throw new RpcError(Rpc.INVALID_PARAMS, "arguments must be an object");
        }
        return new ServedCall(tool, arguments, tag(tool, params), progress);
    }

    /** The same object stands as text too, for clients of earlier revisions. */
    static JsonObject result(ToolReply reply) {
        JsonArray usage = new JsonArray();
        reply.usage().forEach(call -> usage.add(call.toJson()));
        JsonObject meta = new JsonObject().put(Rpc.META_USAGE, usage);
        if (reply.kept()) {
            meta.put(Rpc.META_KEPT, true);
        }
        JsonObject text = new JsonObject().put("type", "text").put("text", reply.result().encode());
        return new JsonObject()
                .put("content", new JsonArray().add(text))
                .put("structuredContent", reply.result())
                .put("isError", false)
                .put(Rpc.META, meta);
    }

    private static CallTag tag(String tool, JsonObject params) {
        if (!(params.getValue(Rpc.META) instanceof JsonObject meta)) {
            return CallTag.anonymous(tool);
        }
        CallTag tag =
                meta.getValue(Rpc.META_CALL) instanceof JsonObject call
                        ? CallTag.fromJson(tool, call)
                        : CallTag.anonymous(tool);
        // Whoever is between the caller and us writes where it stands, and knows nothing of tags.
        TraceContext trace = CallTag.traceIn(meta);
        return trace.isNone() ? tag : tag.tracedBy(trace);
    }
}
