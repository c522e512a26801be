package org.inkstream.agents.mcp.server;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.BooleanSupplier;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;

/**
 * Serves tools over MCP, whatever carries the messages: requests in, responses out. They are
 * answered on the calling thread, except that tools work on threads of their own. For any thread.
 */
public final class McpServer {
    /** Tools and their schemas change with the program only. */
    private static final long CACHEABLE_MS = 3_600_000;

    private final JsonObject serverInfo;
    private final ServedTools tools;

    /**
     * @param name what the server calls itself
     */
    public McpServer(String name, ServedTools tools) {
        this.serverInfo = new JsonObject().put("name", name).put("version", "1");
        this.tools = tools;
    }

    /** The response to a request; the future never fails. */
    public Future<JsonObject> handle(JsonObject request) {
        return handle(request, () -> false);
    }

    /**
     * The response to a request; the future never fails.
     *
     * @param abandoned asked before a tool begins to work: whether nobody waits for it any more
     */
    public Future<JsonObject> handle(JsonObject request, BooleanSupplier abandoned) {
        Message message;
        try {
            message = MessageCodec.message(request);
        } catch (MalformedMessage malformed) {
            return answerError("", new RpcError(Rpc.INVALID_REQUEST, "not a JSON-RPC message"));
        }
        return message.match(
                asked -> answer(asked, abandoned),
                told -> answerError("", new RpcError(Rpc.INVALID_REQUEST, "a request needs an id")),
                result -> answerError("", new RpcError(Rpc.INVALID_REQUEST, "not a request")),
                error -> answerError("", new RpcError(Rpc.INVALID_REQUEST, "not a request")));
    }

    private Future<JsonObject> answer(Message.Request request, BooleanSupplier abandoned) {
        return dispatch(request, abandoned)
                .map(result -> MessageCodec.result(request.id(), complete(result)))
                .recover(failure -> answerError(request.id(), (RpcError) failure));
    }

    private Future<JsonObject> dispatch(Message.Request request, BooleanSupplier abandoned) {
        JsonObject params = request.params();
        try {
            checkMeta(params);
            return switch (request.method()) {
                case Rpc.DISCOVER -> Future.succeededFuture(discovery());
                case Rpc.LIST_TOOLS ->
                        Future.succeededFuture(
                                cacheable(new JsonObject().put("tools", tools.list())));
                case Rpc.CALL_TOOL -> tools.call(params, abandoned);
                default -> throw new RpcError(Rpc.METHOD_NOT_FOUND, "no such method");
            };
        } catch (RpcError refused) {
            return Future.failedFuture(refused);
        }
    }

    private static void checkMeta(JsonObject params) {
        if (!(params.getValue(Rpc.META) instanceof JsonObject meta)
                || !(meta.getValue(Rpc.META_REVISION) instanceof String revision)
                || !(meta.getValue(Rpc.META_CAPABILITIES) instanceof JsonObject)) {
            throw new RpcError(
                    Rpc.INVALID_PARAMS,
                    "_meta needs " + Rpc.META_REVISION + " and " + Rpc.META_CAPABILITIES);
        }
        if (!revision.equals(Rpc.REVISION)) {
            throw new RpcError(
                    Rpc.UNSUPPORTED_REVISION,
                    "this protocol revision is not spoken here",
                    new JsonObject().put("supported", revisions()).put("requested", revision));
        }
    }

    private static JsonObject discovery() {
        return cacheable(
                new JsonObject()
                        .put("supportedVersions", revisions())
                        .put("capabilities", new JsonObject().put("tools", new JsonObject())));
    }

    private static JsonArray revisions() {
        return new JsonArray().add(Rpc.REVISION);
    }

    private static JsonObject cacheable(JsonObject result) {
        return result.put("ttlMs", CACHEABLE_MS).put("cacheScope", "public");
    }

    private JsonObject complete(JsonObject result) {
        JsonObject meta = result.getJsonObject(Rpc.META, new JsonObject());
        return result.put("resultType", "complete")
                .put(Rpc.META, meta.put(Rpc.META_SERVER, serverInfo));
    }

    private static Future<JsonObject> answerError(Object id, RpcError error) {
        return Future.succeededFuture(MessageCodec.error(id, error));
    }
}
