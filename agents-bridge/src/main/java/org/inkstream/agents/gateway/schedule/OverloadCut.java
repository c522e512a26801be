package org.inkstream.agents.gateway.schedule;

import java.time.Duration;

/**
 * Halves how many calls are sent when the server says that it has too much to do, and lets it be
 * one more for each round that goes well.
 */
final class OverloadCut {
    private static final long ROUND = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();

    private int most;
    private double allowed;
    private long nextCut = Long.MIN_VALUE;
    private long pausedUntil = Long.MIN_VALUE;

    OverloadCut(int most) {
        this.most = most;
        this.allowed = most;
    }

    /** As much is cut away as before, of another most. */
    void most(int now) {
        allowed = Math.max(1, allowed * now / most);
        most = now;
    }

    int of(int limit) {
        return Math.min(limit, (int) allowed);
    }

    /** Before it, nothing is sent at all. */
    long pausedUntil() {
        return pausedUntil;
    }

    /** Whether less than half of the most is left. */
    boolean isDeep() {
        return 2 * allowed < most;
    }

    /** Nanoseconds until then. */
    long pausedFor(long now) {
        return pausedUntil > now ? pausedUntil - now : 0;
    }

    /**
     * @param inTheAir calls that the server had, the refused one included
     */
    void overloaded(int inTheAir, Duration retryAfter, long now) {
        pausedUntil = Math.max(pausedUntil, now + Math.min(LONGEST_PAUSE, retryAfter.toNanos()));
        // What was refused together counts once.
        if (now >= nextCut) {
            allowed = Math.max(1, Math.min(allowed, inTheAir) / 2);
            nextCut = now + ROUND;
        }
    }

    void answered() {
        allowed = Math.min(most, allowed + 1 / allowed);
    }
}
