package org.inkstream.agents.mcp.server;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.UnaryOperator;
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
    private static final String INITIALIZE = "initialize";
    private static final String PING = "ping";

    private final JsonObject serverInfo;
    private final ToolSource tools;
    private final ToolPages pages;

    /**
     * @param name what the server calls itself
     */
    public McpServer(String name, ToolSource tools) {
        this(name, tools, new ToolPages());
    }

    McpServer(String name, ToolSource tools, ToolPages pages) {
        this.serverInfo = new JsonObject().put("name", name).put("version", "1");
        this.tools = tools;
        this.pages = pages;
    }

    /** Begins to answer a request of the stateless era, whatever it may be. */
    public Answering handle(JsonObject request, CallProgress progress) {
        Message message;
        try {
            message = MessageCodec.message(request);
        } catch (MalformedMessage malformed) {
            return refused("", new RpcError(Rpc.INVALID_REQUEST, "not a JSON-RPC message"));
        }
        return message.match(
                asked -> answer(asked, Era.STATELESS, progress),
                told -> refused("", new RpcError(Rpc.INVALID_REQUEST, "a request needs an id")),
                result -> refused("", new RpcError(Rpc.INVALID_REQUEST, "not a request")),
                error -> refused("", new RpcError(Rpc.INVALID_REQUEST, "not a request")));
    }

    /**
     * A request that is being answered.
     *
     * @param response never fails; it may come on any thread
     * @param abandon stops work that nobody waits for any more; harmless when it has ended
     * @param keyed whether somebody may come back for the answer, with the key of the call
     */
    public record Answering(Future<JsonObject> response, Runnable abandon, boolean keyed) {
        /** Nobody comes back for it. */
        public Answering(Future<JsonObject> response, Runnable abandon) {
            this(response, abandon, false);
        }
    }

    /** Begins to answer a request as its era wants it. */
    public Answering answer(Message.Request request, Era era, CallProgress progress) {
        try {
            return era == Era.STATELESS ? alone(request, progress) : inSession(request, progress);
        } catch (RpcError refused) {
            return refused(request.id(), refused);
        }
    }

    /**
     * Checks what every request of the stateless era says about its sender.
     *
     * @throws RpcError if something is missing, or the revision is not spoken
     */
    public static void checkMeta(JsonObject params) {
        if (!(params.getValue(Rpc.META) instanceof JsonObject meta)
                || !(meta.getValue(Rpc.META_REVISION) instanceof String revision)
                || !(meta.getValue(Rpc.META_CAPABILITIES) instanceof JsonObject)) {
            throw new RpcError(
                    Rpc.INVALID_PARAMS,
                    "_meta needs " + Rpc.META_REVISION + " and " + Rpc.META_CAPABILITIES);
        }
        if (!Revisions.STATELESS.contains(revision)) {
            throw new RpcError(
                    Rpc.UNSUPPORTED_REVISION,
                    "this protocol revision is not spoken here",
                    new JsonObject()
                            .put("supported", new JsonArray(Revisions.STATELESS))
                            .put("requested", revision));
        }
    }

    /** The tools as they are listed, for whoever must look at their schemas. */
    public JsonArray tools() {
        return tools.list();
    }

    private Answering alone(Message.Request request, CallProgress progress) {
        checkMeta(request.params());
        return switch (request.method()) {
            case Rpc.DISCOVER -> ended(request, complete(cacheable(discovery())));
            case Rpc.LIST_TOOLS -> ended(request, complete(cacheable(list(request.params()))));
            case Rpc.CALL_TOOL -> call(request, progress, this::complete);
            default -> throw new RpcError(Rpc.METHOD_NOT_FOUND, "no such method");
        };
    }

    private Answering inSession(Message.Request request, CallProgress progress) {
        return switch (request.method()) {
            case INITIALIZE -> ended(request, introduction(request.params()));
            case PING -> ended(request, new JsonObject());
            case Rpc.LIST_TOOLS -> ended(request, list(request.params()));
            case Rpc.CALL_TOOL -> call(request, progress, UnaryOperator.identity());
            default -> throw new RpcError(Rpc.METHOD_NOT_FOUND, "no such method");
        };
    }

    private Answering call(
            Message.Request request, CallProgress progress, UnaryOperator<JsonObject> dress) {
        ServedCall served = ServedMessages.served(request.params(), progress);
        Agent.Exchange exchange = tools.call(served);
        return new Answering(
                exchange.reply()
                        .map(ServedMessages::result)
                        .map(result -> MessageCodec.result(request.id(), dress.apply(result)))
                        .recover(
                                failure ->
                                        Future.succeededFuture(
                                                MessageCodec.error(
                                                        request.id(),
                                                        Failures.toRpcError(failure)))),
                exchange::abort,
                tools.honoursKeys() && !served.tag().key().isEmpty());
    }

    private JsonObject list(JsonObject params) {
        JsonObject page = pages.page(tools.list(), params);
        JsonObject meta = meta();
        String revision = tools.revision();
        if (!revision.isEmpty()) {
            meta.put(Rpc.META_TOOLS_REVISION, revision);
        }
        return meta.isEmpty() ? page : page.put(Rpc.META, meta);
    }

    private JsonObject meta() {
        return tools.honoursKeys() ? new JsonObject().put(Rpc.META_KEYS, true) : new JsonObject();
    }

    private JsonObject introduction(JsonObject params) {
        return new JsonObject()
                .put("protocolVersion", Revisions.agreed(params.getValue("protocolVersion", "")))
                .put("capabilities", capabilities())
                .put("serverInfo", serverInfo);
    }

    private JsonObject discovery() {
        return new JsonObject()
                .put("supportedVersions", new JsonArray(Revisions.STATELESS))
                .put("capabilities", capabilities())
                .put(Rpc.META, meta());
    }

    private static JsonObject capabilities() {
        return new JsonObject().put("tools", new JsonObject());
    }

    private JsonObject cacheable(JsonObject result) {
        return result.put("ttlMs", tools.listHolds().toMillis()).put("cacheScope", "public");
    }

    private JsonObject complete(JsonObject result) {
        JsonObject meta = result.getJsonObject(Rpc.META, new JsonObject());
        return result.put("resultType", "complete")
                .put(Rpc.META, meta.put(Rpc.META_SERVER, serverInfo));
    }

    private static Answering ended(Message.Request request, JsonObject result) {
        return ended(MessageCodec.result(request.id(), result));
    }

    private static Answering refused(Object id, RpcError error) {
        return ended(MessageCodec.error(id, error));
    }

    private static Answering ended(JsonObject response) {
        return new Answering(Future.succeededFuture(response), () -> {});
    }
}
