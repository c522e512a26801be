package org.inkstream.agents.call;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Consumer;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;

/**
 * One attempt of a call: it runs until the reply, its deadline or a cancellation settles it,
 * whichever comes first. What comes later is counted and never applied. The deadline moves with
 * what the agent says: waiting has one of its own, and the limit counts from dispatch. Not
 * thread-safe: everything happens on the agent's event loop.
 */
final class Attempt implements CallProgress {
    private static final State SETTLED = new State.Settled();
    private static final Agent.Exchange NOT_STARTED = new NotStarted();
    private static final Timers.Timer NO_TIMER = () -> false;

    private final Timers timers;
    private final Duration limit;
    private final Runnable late;
    private final Promise<ToolReply> settled = Promise.promise();

    /** The deadlines of an attempt that waits, and of any attempt whatever its agent says. */
    private final long waitEndNanos;

    private final long lastEndNanos;

    private State state = new State.Running(NOT_STARTED);
    private Timers.Timer timer = NO_TIMER;
    private long deadlineNanos;
    private long timerDueNanos = Long.MAX_VALUE;
    private boolean waiting;
    private boolean hasLeft;

    /** Where an attempt stands. */
    private sealed interface State {
        /** The exchange is in the air; this is what stops it. */
        record Running(Agent.Exchange exchange) implements State {}

        /** The outcome is known. */
        record Settled() implements State {}
    }

    /**
     * @param limit from dispatch, which is now unless the agent says that it waits
     * @param waitDeadline how long the attempt may wait in all
     * @param late called for each event that comes after the attempt was settled
     */
    Attempt(Timers timers, Duration limit, Duration waitDeadline, Runnable late) {
        this.timers = timers;
        this.limit = limit;
        this.late = late;
        long now = timers.monotonicNanos();
        this.waitEndNanos = now + waitDeadline.toNanos();
        this.lastEndNanos = waitEndNanos + limit.toNanos();
        this.deadlineNanos = now + limit.toNanos();
    }

    /**
     * The outcome of the exchange, which is started here; it fails with {@link CallFailure}, unless
     * there is a bug.
     */
    Future<ToolReply> start(Agent agent, ToolCall call, int number) {
        Agent.Exchange exchange;
        try {
            exchange = agent.call(call, number, this);
        } catch (RuntimeException bug) {
            state = SETTLED;
            return Future.failedFuture(bug);
        }
        state = new State.Running(exchange);
        Future<ToolReply> reply = exchange.reply();
        // An answer that is already there needs no timer.
        if (!reply.isComplete()) {
            armAtFirst();
        }
        reply.onComplete(this::hear);
        return settled.future();
    }

    /**
     * Whether somebody may work on it, now or later: a request that has left may wait in a queue
     * that outlives the connection, so it need not be dispatched any more.
     */
    boolean mayHaveReachedAnybody() {
        return hasLeft || !waiting;
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

    @Override
    public void queued() {
        moveTo(true, waitEndNanos);
    }

    @Override
    public void dispatched() {
        moveTo(false, Math.min(timers.monotonicNanos() + limit.toNanos(), lastEndNanos));
    }

    private void moveTo(boolean nowWaiting, long deadline) {
        if (!(state instanceof State.Running)) {
            late.run();
            return;
        }
        waiting = nowWaiting;
        hasLeft |= !nowWaiting;
        deadlineNanos = deadline;
        // A timer that comes too early looks at the deadline and waits on: so that the usual
        // attempt, which waits for a connection for a moment, needs one timer only.
        if (timer != NO_TIMER && deadline < timerDueNanos) {
            timer.cancel();
            armUntil(deadline);
        }
    }

    private void armAtFirst() {
        long now = timers.monotonicNanos();
        armUntil(Math.min(deadlineNanos, now + limit.toNanos()));
    }

    private void armUntil(long due) {
        timerDueNanos = due;
        timer = timers.after(Duration.ofNanos(due - timers.monotonicNanos()), this::look);
    }

    private void look() {
        if (deadlineNanos > timers.monotonicNanos()) {
            armUntil(deadlineNanos);
        } else {
            expire();
        }
    }

    private void expire() {
        String why = waiting ? "nobody worked on it in time" : "no answer in " + limit;
        cancel(new CallFailure(ErrorClass.TIMEOUT, why));
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
            timer.cancel();
            outcome.accept(running);
        } else {
            late.run();
        }
    }

    /** Until the agent has handed its exchange over, which it does before anything can end. */
    private static final class NotStarted implements Agent.Exchange {
        @Override
        public Future<ToolReply> reply() {
            return Future.failedFuture("the attempt has not started");
        }

        @Override
        public void abort() {}
    }
}
