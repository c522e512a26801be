package org.inkstream.agents.hub;

import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.mcp.server.ToolSource;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of an agent in this process to a hub, kept open: what breaks is opened again, with
 * growing pauses. It carries one call at a time. Used on one event loop.
 */
public final class HubConnection {
    private static final Logger LOGGER = LoggerFactory.getLogger(HubConnection.class);
    private static final String REGISTRATION = "reg-1";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Timers.Timer NO_TIMER = () -> false;

    private final WebSocketClient client;
    private final WebSocketConnectOptions hub;
    private final String agentId;
    private final ToolSource tools;
    private final Timers timers;
    private Duration pause = FIRST_PAUSE;
    private Timers.Timer retry = NO_TIMER;
    private Runnable hangUp = () -> {};
    private Runnable abandon = () -> {};
    private boolean closed;
    private volatile boolean registered;

    /**
     * @param client that drops a hub which is silent for long
     * @param hub where to connect, with the token if one is needed
     */
    public HubConnection(
            WebSocketClient client,
            WebSocketConnectOptions hub,
            String agentId,
            ToolSource tools,
            Timers timers) {
        this.client = client;
        this.hub = hub;
        this.agentId = agentId;
        this.tools = tools;
        this.timers = timers;
    }

    /** Connects, and connects again whenever the connection breaks. */
    public void open() {
        client.connect(hub).onComplete(this::connected);
    }

    /** Whether the hub has taken the tools over this connection. Called on any thread. */
    public boolean isRegistered() {
        return registered;
    }

    /** Ends the connection for good. */
    public void close() {
        closed = true;
        retry.cancel();
        hangUp.run();
    }

    private void connected(AsyncResult<WebSocket> outcome) {
        if (outcome.failed()) {
            LOGGER.atWarn()
                    .addKeyValue("agent", agentId)
                    .addKeyValue("cause", outcome.cause().getMessage())
                    .log("the hub cannot be reached");
            again();
            return;
        }
        WebSocket socket = outcome.result();
        hangUp = socket::close;
        if (closed) {
            hangUp.run();
            return;
        }
        socket.textMessageHandler(text -> hear(socket, text));
        socket.closeHandler(
                gone -> {
                    registered = false;
                    abandon.run();
                    again();
                });
        socket.writeFinalTextFrame(registration().encode());
    }

    private void again() {
        if (!closed) {
            retry = timers.after(pause, this::open);
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }

    private void hear(WebSocket socket, String text) {
        JsonObject frame;
        try {
            frame = JsonTree.read(Buffer.buffer(text));
        } catch (MalformedMessage nonsense) {
            LOGGER.atWarn().addKeyValue("agent", agentId).log("the hub sent no JSON");
            return;
        }
        if ("tools/invoke".equals(frame.getValue("method"))) {
            invoke(socket, frame);
        } else if (REGISTRATION.equals(frame.getValue("id"))) {
            registered(socket, frame);
        }
    }

    private void registered(WebSocket socket, JsonObject frame) {
        int count =
                frame.getValue("result") instanceof JsonObject result
                                && result.getValue("registered") instanceof Integer number
                        ? number
                        : 0;
        if (count == 0) {
            LOGGER.atWarn()
                    .addKeyValue("agent", agentId)
                    .log("the hub took no tool: another agent serves them");
            socket.close();
        } else {
            pause = FIRST_PAUSE;
            registered = true;
        }
    }

    private void invoke(WebSocket socket, JsonObject frame) {
        Object id = frame.getValue("id");
        try {
            Agent.Exchange exchange = tools.call(call(frame));
            abandon = exchange::abort;
            exchange.reply()
                    .map(HubConnection::answer)
                    .otherwise(failure -> refusal(Failures.toRpcError(failure)))
                    .onSuccess(answer -> send(socket, id, answer));
        } catch (RpcError refused) {
            send(socket, id, refusal(refused));
        }
    }

    private static void send(WebSocket socket, Object id, JsonObject answer) {
        if (!socket.isClosed()) {
            socket.writeFinalTextFrame(answer.put("jsonrpc", "2.0").put("id", id).encode());
        }
    }

    private static ServedCall call(JsonObject frame) {
        if (!(frame.getValue("params") instanceof JsonObject params)
                || !(params.getValue("name") instanceof String name)
                || !(params.getValue("arguments") instanceof JsonObject arguments)) {
            throw new RpcError(Rpc.INVALID_PARAMS, "name and arguments are needed");
        }
        CallTag tag =
                frame.getValue(Rpc.META) instanceof JsonObject meta
                                && meta.getValue(Rpc.META_CALL) instanceof JsonObject said
                        ? CallTag.fromJson(name, said)
                        : CallTag.anonymous(name);
        return new ServedCall(name, arguments, tag, CallProgress.IGNORED);
    }

    private static JsonObject answer(ToolReply reply) {
        JsonArray usage = new JsonArray();
        reply.usage().forEach(call -> usage.add(call.toJson()));
        return new JsonObject()
                .put("result", reply.result())
                .put(Rpc.META, new JsonObject().put(Rpc.META_USAGE, usage));
    }

    private static JsonObject refusal(RpcError error) {
        return new JsonObject().put("error", error.toJson());
    }

    private JsonObject registration() {
        JsonArray offered = new JsonArray();
        tools.list().forEach(tool -> offered.add(offer((JsonObject) tool)));
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("method", "tools/register")
                .put("params", new JsonObject().put("tools", offered))
                .put("id", REGISTRATION);
    }

    private JsonObject offer(JsonObject tool) {
        JsonObject metadata =
                new JsonObject()
                        .put(HubTool.SPEAKS_META, true)
                        .put(Rpc.META_TOOLS_REVISION, tools.revision());
        if (tool.getValue("outputSchema") instanceof JsonObject schema) {
            metadata.put("outputSchema", schema);
        }
        return new JsonObject()
                .put("name", tool.getString("name"))
                .put("description", tool.getString("description"))
                .put("inputSchema", tool.getJsonObject("inputSchema"))
                .put("agentId", agentId)
                .put("metadata", metadata);
    }
}
