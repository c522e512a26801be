package org.inkstream.agents.modeltools;

import java.time.Duration;
import org.inkstream.time.Timers;

/**
 * How long the models of one call may still work. It runs from the moment the first of them begins
 * to, as the caller's own deadline does; waiting for a turn before that is not counted. For any
 * thread.
 */
final class TimeBudget {
    /** What a model leaves to the rules behind it, which need little. */
    private static final double BEFORE_RULES = 0.9;

    /** What a model leaves to the models behind it. */
    private static final double BEFORE_MODELS = 0.5;

    private static final long NOT_BEGUN = Long.MIN_VALUE;

    private final Timers clock;
    private final Duration limit;
    private volatile long begun = NOT_BEGUN;

    TimeBudget(Timers clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /** A model works from now on. */
    void begin() {
        if (begun == NOT_BEGUN) {
            begun = clock.monotonicNanos();
        }
    }

    /** A reading for {@link #leaveOut}. */
    long reading() {
        return clock.monotonicNanos();
    }

    /**
     * Does not count the time since a reading: nobody knows how much of it a batch was worked on.
     */
    void leaveOut(long reading) {
        long before = begun;
        if (before != NOT_BEGUN) {
            begun = before + clock.since(reading).toNanos();
        }
    }

    /** Zero or negative if there is no time left. */
    Duration left() {
        return begun == NOT_BEGUN ? limit : limit.minus(clock.since(begun));
    }

    /** What the next model may take, so that whoever is behind it has time as well. */
    Duration share(boolean modelsBehind, boolean rulesBehind) {
        double share = modelsBehind ? BEFORE_MODELS : rulesBehind ? BEFORE_RULES : 1;
        return Duration.ofMillis((long) (left().toMillis() * share));
    }
}
