package org.inkstream.agents.call;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Stops calling an agent that keeps failing. One per agent and event loop. */
public interface Breaker {
    /**
     * The outcome of the call, or, without calling, a failure with {@link CallFailure} of class
     * connection while the breaker is open.
     */
    <T> Future<T> guard(Supplier<Future<T>> call);

    /** For people and metrics. */
    State state();

    /** Where a breaker stands. */
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }
}
