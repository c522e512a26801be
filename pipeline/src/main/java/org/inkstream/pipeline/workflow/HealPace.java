package org.inkstream.pipeline.workflow;

import java.time.Duration;
import java.time.Instant;

/** Spreads letters over time, so that healing leaves the agents to new ones. Not thread-safe. */
public final class HealPace {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Duration step;
    private Instant next = Instant.EPOCH;

    /**
     * @param perMinute letters that may begin in a minute, at least 1
     */
    public HealPace(double perMinute) {
        if (!(perMinute > 0)) {
            throw new IllegalArgumentException("rate must be above 0, got " + perMinute);
        }
        this.step = Duration.ofNanos((long) (MINUTE.toNanos() / perMinute));
    }

    /** When the next letter may begin: now, or one step after the one before. */
    public Instant free(Instant now) {
        return next.isBefore(now) ? now : next;
    }

    /** A letter will begin then. */
    public void take(Instant time) {
        next = time.plus(step);
    }
}
