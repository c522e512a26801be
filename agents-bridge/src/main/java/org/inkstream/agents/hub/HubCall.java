package org.inkstream.agents.hub;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.Timers;

/** One call on its way: it waits for a connection, is sent, and ends. */
final class HubCall implements Agent.Exchange {
    private final ServedCall call;
    private final Duration limit;
    private final Consumer<ToolReply> late;
    private final Consumer<HubCall> left;
    private final Promise<ToolReply> reply = Promise.promise();
    private State state;

    /** Where a call stands. */
    private sealed interface State {
        record Waiting(Timers.Timer timer) implements State {}

        record Sent(Agent.Exchange exchange, Timers.Timer timer) implements State {}

        record Ended() implements State {}
    }

    /**
     * @param limit from dispatch to answer
     * @param late gets an answer that came after everybody had given up
     * @param left told when the call gives its place in the queue up
     */
    HubCall(ServedCall call, Duration limit, Consumer<ToolReply> late, Consumer<HubCall> left) {
        this.call = call;
        this.limit = limit;
        this.late = late;
        this.left = left;
        this.state = new State.Waiting(() -> false);
    }

    ServedCall call() {
        return call;
    }

    boolean hasEnded() {
        return state instanceof State.Ended;
    }

    /** Nobody can take the call now; it waits, but not for ever. */
    void await(Timers timers, Duration longest) {
        state =
                new State.Waiting(
                        timers.after(
                                longest,
                                () -> {
                                    left.accept(this);
                                    fail(
                                            new CallFailure(
                                                    ErrorClass.OVERLOADED,
                                                    "no connection of the agent was free in "
                                                            + longest));
                                }));
        call.progress().queued();
    }

    /** Sends it; the outcome is that of the call. */
    Future<ToolReply> send(AgentLink link, Timers timers) {
        stopTimer();
        Agent.Exchange exchange = link.send(call, limit);
        state = new State.Sent(exchange, timers.after(limit, this::expire));
        call.progress().dispatched();
        exchange.reply().onComplete(this::hear);
        return reply.future();
    }

    /** Ends it unanswered; harmless when it has ended. */
    void fail(Throwable why) {
        if (!hasEnded()) {
            stopTimer();
            state = new State.Ended();
            reply.tryFail(why);
        }
    }

    @Override
    public Future<ToolReply> reply() {
        return reply.future();
    }

    @Override
    public void abort() {
        if (state instanceof State.Waiting) {
            left.accept(this);
        }
        giveUp(new CallFailure(ErrorClass.EVENT_LOOP, "the caller gave it up"));
    }

    private void expire() {
        giveUp(lost(new CallFailure(ErrorClass.TIMEOUT, "no answer in " + limit)));
    }

    /** The agent had it, and may have paid for it, whatever became of it. */
    private static CallFailure lost(CallFailure why) {
        return why.withUsage(List.of(ModelUsage.ofNobodyKnows()));
    }

    private void giveUp(CallFailure why) {
        State before = state;
        fail(why);
        if (before instanceof State.Sent sent) {
            sent.exchange().abort();
        }
    }

    private void hear(AsyncResult<ToolReply> answer) {
        if (hasEnded()) {
            if (answer.succeeded() && !isPlaceholder(answer.result())) {
                late.accept(answer.result());
            }
            return;
        }
        if (answer.failed()) {
            CallFailure why = Failures.of(answer.cause());
            fail(why.leavesOutcomeOpen() ? lost(why) : answer.cause());
        } else if (isPlaceholder(answer.result())) {
            fail(new CallFailure(ErrorClass.UNKNOWN, "the agent answered with a placeholder"));
        } else {
            stopTimer();
            state = new State.Ended();
            reply.tryComplete(answer.result());
        }
    }

    private void stopTimer() {
        if (state instanceof State.Waiting waiting) {
            waiting.timer().cancel();
        } else if (state instanceof State.Sent sent) {
            sent.timer().cancel();
        }
    }

    private static boolean isPlaceholder(ToolReply reply) {
        return Boolean.TRUE.equals(reply.result().getValue("_fallback"));
    }
}
