package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.time.Instant;
import org.inkstream.time.Timers;

/**
 * Timers whose time runs faster than that of others: with a scale of 20 a minute passes in three
 * seconds. Used where the timers below are.
 */
public final class ScaledTimers implements Timers {
    private final Timers timers;
    private final double scale;
    private final long originNanos;
    private final Instant origin;

    /**
     * @param scale how many seconds pass in one second of {@code timers}
     */
    public ScaledTimers(Timers timers, double scale) {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("scale must be positive, got " + scale);
        }
        this.timers = timers;
        this.scale = scale;
        this.originNanos = timers.monotonicNanos();
        this.origin = timers.now();
    }

    @Override
    public Instant now() {
        return origin.plusNanos(monotonicNanos() - originNanos);
    }

    @Override
    public long monotonicNanos() {
        return originNanos + (long) ((timers.monotonicNanos() - originNanos) * scale);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return timers.after(Duration.ofNanos((long) Math.ceil(delay.toNanos() / scale)), task);
    }
}
