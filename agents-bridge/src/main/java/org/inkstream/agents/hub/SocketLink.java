package org.inkstream.agents.hub;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;

/**
 * An agent at its WebSocket. Such agents are serial: there is one call at a time, and an agent that
 * works answers nothing else, not even a ping. A call that was given up is not cancelled, for the
 * dialect has no word for it: the connection stays occupied until the agent gives a sign that it is
 * done.
 */
final class SocketLink implements AgentLink {
    /** An agent that is idle answers a ping at once. */
    private static final Duration PROOF = Duration.ofSeconds(10);

    /** The most bytes that one UTF-16 unit becomes in JSON. */
    private static final int WORST_ESCAPE = 6;

    private static final Timers.Timer NO_TIMER = () -> false;

    private final Peer peer;
    private final Timers timers;
    private final Runnable freed;
    private Map<String, HubTool> tools = Map.of();
    private State state = new State.Idle();
    private long lastHeardNanos;
    private Timers.Timer proof = NO_TIMER;

    /** What the link needs of its socket. */
    interface Peer {
        String newInvocationId();

        String newTraceId();

        void send(JsonObject frame);

        void ping();

        void close(String why);
    }

    private sealed interface State {
        record Idle() implements State {}

        /** The answer is due. */
        record Working(String id, Promise<ToolReply> reply, boolean speaksMeta, Timers.Timer timer)
                implements State {}

        /** The answer did not come in time; the agent may still work. */
        record Overdue(String id, Promise<ToolReply> reply, boolean speaksMeta) implements State {}

        record Closed() implements State {}
    }

    /**
     * @param freed called when another call can be sent
     */
    SocketLink(Peer peer, Timers timers, Runnable freed) {
        this.peer = peer;
        this.timers = timers;
        this.freed = freed;
        this.lastHeardNanos = timers.monotonicNanos();
    }

    /** From now on these tools are served here, and no others. */
    void serve(List<HubTool> registered) {
        tools =
                registered.stream()
                        .collect(
                                Collectors.toMap(
                                        HubTool::name,
                                        Function.identity(),
                                        (first, second) -> second));
    }

    @Override
    public Set<String> tools() {
        return tools.keySet();
    }

    @Override
    public boolean isFree() {
        return state instanceof State.Idle;
    }

    @Override
    public int inTheAir() {
        return isFree() ? 0 : 1;
    }

    @Override
    public long lastHeardNanos() {
        return lastHeardNanos;
    }

    @Override
    public Optional<CallFailure> unsendable(ServedCall call) {
        // Only what might be too large is measured.
        if (Texts.lengthOf(call.arguments()) * WORST_ESCAPE < Dialect.LARGEST_FRAME_BYTES / 2) {
            return Optional.empty();
        }
        int bytes =
                frame(peer.newInvocationId(), call)
                        .encode()
                        .getBytes(StandardCharsets.UTF_8)
                        .length;
        return bytes < Dialect.LARGEST_FRAME_BYTES
                ? Optional.empty()
                : Optional.of(
                        new CallFailure(
                                ErrorClass.INVALID_DATA,
                                "the call is larger than the "
                                        + Dialect.LARGEST_FRAME_BYTES
                                        + " bytes that an agent takes in one frame"));
    }

    @Override
    public Agent.Exchange send(ServedCall call, Duration limit) {
        String id = peer.newInvocationId();
        Promise<ToolReply> reply = Promise.promise();
        state =
                new State.Working(
                        id, reply, speaksMeta(call.tool()), timers.after(limit, this::overdue));
        peer.send(frame(id, call));
        return new Agent.Exchange() {
            @Override
            public Future<ToolReply> reply() {
                return reply.future();
            }

            @Override
            public void abort() {
                // The agent cannot be told. Its answer is awaited all the same.
            }
        };
    }

    @Override
    public void proveAlive() {
        if (isFree()) {
            long before = lastHeardNanos;
            peer.ping();
            proof.cancel();
            proof =
                    timers.after(
                            PROOF,
                            () -> {
                                if (isFree() && lastHeardNanos == before) {
                                    peer.close("another connection has taken its place");
                                }
                            });
        }
    }

    /** The other side gave a sign of life. */
    void heard() {
        lastHeardNanos = timers.monotonicNanos();
    }

    /** A ping was answered: whoever answers pings is not in the middle of a call. */
    void ponged() {
        if (state instanceof State.Overdue overdue) {
            end(
                    () ->
                            overdue.reply()
                                    .tryFail(
                                            new CallFailure(ErrorClass.TIMEOUT, "never answered")));
        }
    }

    /** A response came; what answers nothing that was asked is dropped. */
    void hear(JsonObject frame) {
        Object id = frame.getValue("id");
        if (state instanceof State.Working working && working.id().equals(id)) {
            working.timer().cancel();
            end(() -> settle(working.reply(), frame, working.speaksMeta()));
        } else if (state instanceof State.Overdue overdue && overdue.id().equals(id)) {
            end(() -> settle(overdue.reply(), frame, overdue.speaksMeta()));
        }
    }

    /** Something came that is no message. A serial agent can only have meant it as its answer. */
    boolean hearNonsense() {
        if (state instanceof State.Working working) {
            working.timer().cancel();
            end(
                    () ->
                            working.reply()
                                    .tryFail(
                                            new CallFailure(
                                                    ErrorClass.INVALID_DATA,
                                                    "the answer is no JSON-RPC")));
            return true;
        }
        return false;
    }

    void closed() {
        State before = state;
        state = new State.Closed();
        proof.cancel();
        CallFailure gone = new CallFailure(ErrorClass.CONNECTION, "the agent's connection broke");
        if (before instanceof State.Working working) {
            working.timer().cancel();
            working.reply().tryFail(gone);
        } else if (before instanceof State.Overdue overdue) {
            overdue.reply().tryFail(gone);
        }
    }

    private void overdue() {
        if (state instanceof State.Working working) {
            state = new State.Overdue(working.id(), working.reply(), working.speaksMeta());
            peer.ping();
        }
    }

    /** The outcome is told before the next call is sent, so that the breaker knows it by then. */
    private void end(Runnable outcome) {
        state = new State.Idle();
        outcome.run();
        freed.run();
    }

    private static void settle(Promise<ToolReply> reply, JsonObject frame, boolean speaksMeta) {
        try {
            reply.tryComplete(Dialect.reply(frame, speaksMeta));
        } catch (CallFailure failure) {
            reply.tryFail(failure);
        }
    }

    private JsonObject frame(String id, ServedCall call) {
        return Dialect.invocation(id, peer.newTraceId(), call, speaksMeta(call.tool()));
    }

    private boolean speaksMeta(String tool) {
        HubTool served = tools.get(tool);
        return served != null && served.speaksMeta();
    }
}
