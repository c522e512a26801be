package org.inkstream.agents.call;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Consumer;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;

/**
 * One attempt of a call: it runs until the reply, its timer or a cancellation settles it, whichever
 * comes first. What comes later is counted and never applied. Not thread-safe: everything happens
 * on the agent's event loop.
 */
final class Attempt {
    private static final State SETTLED = new State.Settled();
    private static final Timers.Timer NO_TIMER = () -> false;

    private final Duration limit;
    private final Runnable late;
    private final Promise<ToolReply> settled = Promise.promise();
    private State state;

    /** Where an attempt stands. */
    private sealed interface State {
        /** The exchange is in the air; this is what stops it. */
        record Running(Agent.Exchange exchange, Timers.Timer timer) implements State {}

        /** The outcome is known. */
        record Settled() implements State {}
    }

    /**
     * @param late called for each event that comes after the attempt was settled
     */
    Attempt(Duration limit, Runnable late) {
        this.limit = limit;
        this.late = late;
        this.state = SETTLED;
    }

    /**
     * The outcome of the exchange, which is started here; it fails with {@link CallFailure}, unless
     * there is a bug.
     */
    Future<ToolReply> start(Timers timers, Agent agent, ToolCall call, int number) {
        Agent.Exchange exchange;
        try {
            exchange = agent.call(call, number, CallProgress.IGNORED);
        } catch (RuntimeException bug) {
            return Future.failedFuture(bug);
        }
        Future<ToolReply> reply = exchange.reply();
        // An answer that is already there needs no timer.
        Timers.Timer timer = reply.isComplete() ? NO_TIMER : timers.after(limit, this::expire);
        state = new State.Running(exchange, timer);
        reply.onComplete(this::hear);
        return settled.future();
    }

    /** Gives the attempt up: the exchange is aborted and the outcome is the failure. */
    void cancel(CallFailure why) {
        settle(
                running -> {
                    // Aborted first: whoever hears of the failure may ask again at once.
                    running.exchange().abort();
                    settled.fail(why);
                });
    }

    private void expire() {
        cancel(new CallFailure(ErrorClass.TIMEOUT, "no answer in " + limit));
    }

    private void hear(AsyncResult<ToolReply> reply) {
        settle(
                running -> {
                    if (reply.succeeded()) {
                        settled.complete(reply.result());
                    } else {
                        settled.fail(reply.cause());
                    }
                });
    }

    /** The only transition: the first event makes it, every other one is late. */
    private void settle(Consumer<State.Running> outcome) {
        if (state instanceof State.Running running) {
            state = SETTLED;
            running.timer().cancel();
            outcome.accept(running);
        } else {
            late.run();
        }
    }
}
