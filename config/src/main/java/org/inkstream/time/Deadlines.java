package org.inkstream.time;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Puts an end to waiting. */
public final class Deadlines {
    private Deadlines() {}

    /**
     * The outcome of {@code work}, or a failure with {@link TimeoutException} after {@code limit},
     * whichever comes first; the timer never outlives the outcome. The caller aborts the work
     * itself: a late outcome is dropped here.
     */
    public static <T> Future<T> within(Timers timers, Duration limit, Future<T> work) {
        if (work.isComplete()) {
            return work;
        }
        Promise<T> first = Promise.promise();
        Timers.Timer timer =
                timers.after(
                        limit, () -> first.tryFail(new TimeoutException("no answer in " + limit)));
        work.onComplete(
                outcome -> {
                    timer.cancel();
                    if (outcome.succeeded()) {
                        first.tryComplete(outcome.result());
                    } else {
                        first.tryFail(outcome.cause());
                    }
                });
        return first.future();
    }

    /** Completes after {@code delay}. */
    public static Future<Void> pause(Timers timers, Duration delay) {
        Promise<Void> over = Promise.promise();
        timers.after(delay, over::tryComplete);
        return over.future();
    }
}
