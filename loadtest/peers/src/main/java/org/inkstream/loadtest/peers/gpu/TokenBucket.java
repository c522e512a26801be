package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;

/** A limit per minute that fills up evenly. */
final class TokenBucket {
    private static final double MINUTE = 60 * Nanos.PER_SECOND;

    private final int perMinute;
    private double level;
    private double at;

    TokenBucket(int perMinute) {
        this.perMinute = perMinute;
        this.level = perMinute;
    }

    void fill(double now) {
        level = Math.min(perMinute, level + (now - at) * perMinute / MINUTE);
        at = now;
    }

    /** Nanoseconds until so much can be taken; what can never be taken waits for a full bucket. */
    double untilSpare(double amount) {
        return Math.max(0, (Math.min(amount, perMinute) - level) * MINUTE / perMinute);
    }

    void take(double amount) {
        level -= Math.min(amount, perMinute);
    }

    void giveBack(double amount) {
        level = Math.min(perMinute, level + amount);
    }

    ApiLimits.Limit limit() {
        Duration full = Nanos.atLeast(untilSpare(perMinute));
        return new ApiLimits.Limit(perMinute, (long) Math.max(0, Math.floor(level)), full);
    }
}
