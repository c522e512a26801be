package org.inkstream.metrics;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.inkstream.time.Timers;

/**
 * Measures how late one event loop runs what is due. Belongs to that loop: {@link #start} and
 * {@link #stop} are called on it.
 */
public final class LoopLag {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Timers timers;
    private final Timer lag;
    private Timers.Timer next = () -> false;

    LoopLag(Timers timers, Timer lag) {
        this.timers = timers;
        this.lag = lag;
    }

    /** Measures until {@link #stop}. */
    public void start() {
        long started = timers.monotonicNanos();
        next = timers.after(EVERY, () -> measure(started));
    }

    public void stop() {
        next.cancel();
    }

    private void measure(long started) {
        Duration late = timers.since(started).minus(EVERY);
        lag.record(late.isNegative() ? Duration.ZERO : late);
        start();
    }
}
