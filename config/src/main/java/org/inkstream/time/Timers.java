package org.inkstream.time;

import java.time.Duration;
import java.time.Instant;

/**
 * What the time is, and how to be called later. Implementations call back on the thread (or event
 * loop) that owns the caller's state; a timer that is cancelled never fires afterwards.
 */
public interface Timers {
    /** The wall clock: for what people read, never for measuring how long something took. */
    Instant now();

    /** Nanoseconds of a monotonic clock with an arbitrary origin: for measuring, and for leases. */
    long monotonicNanos();

    /**
     * Calls {@code task} once after {@code delay}.
     *
     * @param delay zero or negative means as soon as possible, still after this method returned
     */
    Timer after(Duration delay, Runnable task);

    /** How long ago a {@link #monotonicNanos()} reading was taken. */
    default Duration since(long monotonicNanos) {
        return Duration.ofNanos(monotonicNanos() - monotonicNanos);
    }

    /** One pending call-back. */
    interface Timer {
        /**
         * @return true if the task will not run any more because of this call
         */
        boolean cancel();
    }
}
