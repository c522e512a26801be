package org.inkstream.agents.mcp.server;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.mcp.wire.Failures;
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
    private final ToolSource tools;

    /**
     * @param name what the server calls itself
     */
    public McpServer(String name, ToolSource tools) {
        this.serverInfo = new JsonObject().put("name", name).put("version", "1");
        this.tools = tools;
    }

    /** Begins to answer a request. */
    public Answering handle(JsonObject request, CallProgress progress) {
        Message message;
        try {
            message = MessageCodec.message(request);
        } catch (MalformedMessage malformed) {
            return refused("", new RpcError(Rpc.INVALID_REQUEST, "not a JSON-RPC message"));
        }
        return message.match(
                asked -> answer(asked, progress),
                told -> refused("", new RpcError(Rpc.INVALID_REQUEST, "a request needs an id")),
                result -> refused("", new RpcError(Rpc.INVALID_REQUEST, "not a request")),
                error -> refused("", new RpcError(Rpc.INVALID_REQUEST, "not a request")));
    }

    /**
     * A request that is being answered.
     *
     * @param response never fails; it may come on any thread
     * @param abandon stops work that nobody waits for any more; harmless when it has ended
     */
    public record Answering(Future<JsonObject> response, Runnable abandon) {}

    private Answering answer(Message.Request request, CallProgress progress) {
        try {
            checkMeta(request.params());
            return switch (request.method()) {
                case Rpc.DISCOVER -> answered(request, discovery());
                case Rpc.LIST_TOOLS ->
                        answered(request, cacheable(new JsonObject().put("tools", tools.list())));
                case Rpc.CALL_TOOL -> call(request, progress);
                default -> throw new RpcError(Rpc.METHOD_NOT_FOUND, "no such method");
            };
        } catch (RpcError refused) {
            return refused(request.id(), refused);
        }
    }

    private Answering call(Message.Request request, CallProgress progress) {
        Agent.Exchange exchange = tools.call(ServedMessages.served(request.params(), progress));
        return new Answering(
                exchange.reply()
                        .map(ServedMessages::result)
                        .map(result -> MessageCodec.result(request.id(), complete(result)))
                        .recover(
                                failure ->
                                        Future.succeededFuture(
                                                MessageCodec.error(
                                                        request.id(),
                                                        Failures.toRpcError(failure)))),
                exchange::abort);
    }

    private Answering answered(Message.Request request, JsonObject result) {
        return ended(MessageCodec.result(request.id(), complete(result)));
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

    private static Answering refused(Object id, RpcError error) {
        return ended(MessageCodec.error(id, error));
    }

    private static Answering ended(JsonObject response) {
        return new Answering(Future.succeededFuture(response), () -> {});
    }
}
