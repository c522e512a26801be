package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;

/** Nanoseconds as engines count them: with fractions, so that nothing is rounded on the way. */
final class Nanos {
    static final double PER_MILLI = 1e6;
    static final double PER_SECOND = 1e9;

    private static final double LONGEST = Long.MAX_VALUE / 4.0;

    private Nanos() {}

    static double of(Duration time) {
        return time.toNanos();
    }

    static Duration duration(double nanos) {
        return Duration.ofNanos(Math.round(nanos));
    }

    /** The first whole nanosecond that is not earlier. */
    static Duration atLeast(double nanos) {
        return Duration.ofNanos((long) Math.ceil(Math.min(nanos, LONGEST)));
    }
}
