package org.inkstream.agents.hub;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever is at the other end of one WebSocket: an agent once it has registered, a client when it
 * asks. What it says is answered in the dialect of the older hub.
 */
final class DialectPeer implements SocketLink.Peer {
    private static final Logger LOGGER = LoggerFactory.getLogger(DialectPeer.class);

    private static final Duration TICK = Duration.ofSeconds(15);

    /** Whoever does not work answers within a tick; the rest is for slow networks. */
    private static final Duration IDLE_SILENCE = Duration.ofMinutes(2);

    private static final int MOST_UNREAD_BYTES = 8 << 20;
    private static final short UNSUPPORTED_DATA = 1003;
    private static final short POLICY = 1008;
    private static final Timers.Timer NO_TIMER = () -> false;

    private final ServerWebSocket socket;
    private final HubTools tools;
    private final Roster roster;
    private final Timers timers;
    private final Duration window;
    private final SocketLink link;
    private Runnable freed = () -> {};
    private Timers.Timer tick = NO_TIMER;

    /**
     * @param window how long an agent with a call may be silent before it counts as dead
     */
    DialectPeer(
            ServerWebSocket socket, HubTools tools, Roster roster, Timers timers, Duration window) {
        this.socket = socket;
        this.tools = tools;
        this.roster = roster;
        this.timers = timers;
        this.window = window;
        this.link = new SocketLink(this, timers, () -> freed.run());
    }

    /** Begins to listen. */
    void open() {
        socket.setWriteQueueMaxSize(MOST_UNREAD_BYTES);
        socket.textMessageHandler(this::hear);
        socket.binaryMessageHandler(bytes -> socket.close(UNSUPPORTED_DATA, "text frames only"));
        socket.pongHandler(
                pong -> {
                    link.heard();
                    link.ponged();
                });
        socket.exceptionHandler(
                broken ->
                        LOGGER.atDebug()
                                .addKeyValue("cause", broken.getClass().getSimpleName())
                                .log("a WebSocket broke"));
        socket.closeHandler(closed -> closed());
        tick();
    }

    @Override
    public String newInvocationId() {
        return "inv-" + timers.now().toEpochMilli() + "-" + random();
    }

    @Override
    public String newTraceId() {
        return "trc-" + random();
    }

    @Override
    public void send(JsonObject frame) {
        if (socket.isClosed()) {
            return;
        }
        if (socket.writeQueueFull()) {
            socket.close(POLICY, "answers are not read");
            return;
        }
        socket.writeFinalTextFrame(frame.encode());
    }

    @Override
    public void ping() {
        if (!socket.isClosed()) {
            socket.writePing(Buffer.buffer("inkstream"));
        }
    }

    @Override
    public void close(String why) {
        LOGGER.atWarn().addKeyValue("reason", why).log("a WebSocket is closed by the hub");
        socket.close(POLICY, why);
    }

    private void hear(String text) {
        link.heard();
        JsonObject frame;
        try {
            frame = JsonTree.read(Buffer.buffer(text));
        } catch (MalformedMessage malformed) {
            if (!link.hearNonsense()) {
                boolean batch = text.stripLeading().startsWith("[");
                send(
                        batch
                                ? Dialect.error(
                                        Dialect.NO_ID, Rpc.INVALID_REQUEST, "Invalid Request")
                                : Dialect.error(Dialect.NO_ID, Rpc.PARSE_ERROR, "Parse error"));
            }
            return;
        }
        if (frame.containsKey("result")
                || (frame.containsKey("error") && !frame.containsKey("method"))) {
            link.hear(frame);
        } else {
            serve(frame);
        }
    }

    private void serve(JsonObject frame) {
        if (!"2.0".equals(frame.getValue("jsonrpc"))
                || !(frame.getValue("method") instanceof String method)) {
            send(Dialect.error(Dialect.NO_ID, Rpc.INVALID_REQUEST, "Invalid Request"));
            return;
        }
        Object id = frame.getValue("id");
        DialectRequest request =
                new DialectRequest(
                        method,
                        frame.getValue("params") instanceof JsonObject params
                                ? params
                                : new JsonObject(),
                        id == null ? "" : id);
        switch (method) {
            case "tools/register" -> register(request);
            case "tools/list" -> answer(request, tools.asRegistered());
            case "agents/list" -> answer(request, Dialect.agents(roster.connectedAgents()));
            case "tools/invoke" -> invoke(request);
            default -> refuse(request, Rpc.METHOD_NOT_FOUND, "Method not found: " + method, "");
        }
    }

    private void register(DialectRequest request) {
        List<HubTool> admitted;
        try {
            admitted = roster.admissible(Dialect.registration(request.params()));
        } catch (IllegalArgumentException wrong) {
            refuse(
                    request,
                    Rpc.INTERNAL_ERROR,
                    "Internal error",
                    String.valueOf(wrong.getMessage()));
            return;
        }
        // Answered before anything else is sent here: agents take the next frame for the answer.
        answer(request, new JsonObject().put("registered", admitted.size()));
        if (!admitted.isEmpty()) {
            link.serve(admitted);
            HubAgent agent = roster.connect(link, admitted);
            freed = agent::pump;
            LOGGER.atInfo()
                    .addKeyValue("agent", agent.id())
                    .addKeyValue("tools", admitted.size())
                    .log("an agent has registered");
            agent.pump();
        }
    }

    private void invoke(DialectRequest request) {
        JsonObject params = request.params();
        Object named = params.getValue("toolName", params.getValue("name"));
        String tool = named instanceof String text ? text : "";
        JsonObject arguments =
                params.getValue("arguments") instanceof JsonObject given ? given : new JsonObject();
        tools.invoke(
                        new ServedCall(
                                tool, arguments, CallTag.anonymous(tool), CallProgress.IGNORED),
                        newTraceId())
                .onSuccess(outcome -> answer(request, outcome));
    }

    private void answer(DialectRequest request, JsonObject result) {
        if (request.wantsAnswer()) {
            send(Dialect.result(request.id(), result));
        }
    }

    private void refuse(DialectRequest request, int code, String message, String data) {
        if (request.wantsAnswer()) {
            JsonObject error = Dialect.error(request.id(), code, message);
            if (!data.isEmpty()) {
                error.getJsonObject("error").put("data", data);
            }
            send(error);
        }
    }

    private void tick() {
        tick =
                timers.after(
                        TICK,
                        () -> {
                            Duration silence = timers.since(link.lastHeardNanos());
                            Duration allowed = link.isFree() ? IDLE_SILENCE : window;
                            if (silence.compareTo(allowed) > 0) {
                                close("no sign of life");
                            } else {
                                ping();
                                tick();
                            }
                        });
    }

    private void closed() {
        tick.cancel();
        link.closed();
        roster.disconnect(link);
    }

    private static String random() {
        return Long.toString(ThreadLocalRandom.current().nextLong(1L << 50), 36);
    }
}
