package org.inkstream.agents.call;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.inkstream.config.AgentsSettings;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * A breaker whose clock is {@link Timers}, so that it runs on virtual time; otherwise it behaves as
 * {@link CircuitBreakerAdapter}. Not thread-safe: one per agent and event loop.
 */
public final class TimersBreaker implements Breaker {
    private final String agent;
    private final AgentsSettings.Breaker settings;
    private final Timers timers;
    private final Deque<Long> failuresInARow = new ArrayDeque<>();
    private Position position = new Position.Closed();

    /** What the breaker remembers in each state. */
    private sealed interface Position {
        record Closed() implements Position {}

        record Open(long sinceNanos) implements Position {}

        /** One call was let through, and the others wait for what becomes of it. */
        record Trial() implements Position {}
    }

    public TimersBreaker(String agent, AgentsSettings.Breaker settings, Timers timers) {
        this.agent = agent;
        this.settings = settings;
        this.timers = timers;
    }

    @Override
    public <T> Future<T> guard(Supplier<Future<T>> call) {
        return switch (state()) {
            case CLOSED -> begun(call).onComplete(done -> judge(done.cause(), false));
            case OPEN -> refusal();
            case HALF_OPEN -> position instanceof Position.Trial ? refusal() : trial(call);
        };
    }

    @Override
    public State state() {
        if (position instanceof Position.Closed) {
            return State.CLOSED;
        }
        if (position instanceof Position.Open open
                && timers.since(open.sinceNanos()).compareTo(settings.reset()) < 0) {
            return State.OPEN;
        }
        return State.HALF_OPEN;
    }

    private <T> Future<T> trial(Supplier<Future<T>> call) {
        position = new Position.Trial();
        return begun(call).onComplete(done -> judge(done.cause(), true));
    }

    /** A bug must not keep the place of the trial for ever. */
    private static <T> Future<T> begun(Supplier<Future<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException bug) {
            return Future.failedFuture(bug);
        }
    }

    private <T> Future<T> refusal() {
        return Future.failedFuture(CallFailure.breakerOpen(agent));
    }

    private void judge(@Nullable Throwable cause, boolean trial) {
        if (cause instanceof CallFailure failure && failure.agentInTrouble()) {
            countFailure();
            if (trial || failuresInARow.size() >= settings.failures()) {
                open();
            }
        } else {
            failuresInARow.clear();
            if (state() != State.OPEN) {
                position = new Position.Closed();
            }
        }
    }

    private void countFailure() {
        long now = timers.monotonicNanos();
        long windowStart = now - settings.window().toNanos();
        failuresInARow.addLast(now);
        while (failuresInARow.getFirst() < windowStart
                || failuresInARow.size() > settings.failures()) {
            failuresInARow.removeFirst();
        }
    }

    /** A call that began before the breaker opened and fails now does not keep it open longer. */
    private void open() {
        if (state() != State.OPEN) {
            position = new Position.Open(timers.monotonicNanos());
        }
    }
}
