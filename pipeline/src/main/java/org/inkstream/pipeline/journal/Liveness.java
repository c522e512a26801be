package org.inkstream.pipeline.journal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.inkstream.time.Timers;

/**
 * Which owners live, judged by beat counters and this process's own monotonic clock only, so that
 * no two clocks are ever compared. Thread-safe.
 */
public final class Liveness {
    private final Timers timers;
    private final Duration deadAfter;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private volatile long watchingSince = Long.MIN_VALUE;

    public Liveness(Timers timers, Duration deadAfter) {
        this.timers = timers;
        this.deadAfter = deadAfter;
    }

    /** What the store said about every name just now. */
    void observe(Map<String, OwnerStore.Beat> beats) {
        long now = timers.monotonicNanos();
        if (watchingSince == Long.MIN_VALUE) {
            watchingSince = now;
        }
        beats.forEach(
                (name, beat) ->
                        seen.compute(
                                name,
                                (same, before) ->
                                        before != null && before.beat.equals(beat)
                                                ? before
                                                : new Seen(beat, now)));
    }

    /**
     * Whether {@code owner} is gone for sure: it resigned, a newer incarnation holds its name, or
     * its counter stood still for the whole waiting time while this process watched.
     */
    public boolean isDead(Owner owner) {
        Seen last = seen.get(owner.name());
        if (last == null) {
            return watchingSince != Long.MIN_VALUE && stoodStillSince(watchingSince);
        }
        return last.beat.incarnation() > owner.incarnation()
                || last.beat.resigned()
                || stoodStillSince(last.atNanos);
    }

    /** Whether {@code owner} left on purpose: what it had in hand did not kill it. */
    boolean leftInOrder(Owner owner) {
        Seen last = seen.get(owner.name());
        return last != null && last.beat.left() == owner.incarnation();
    }

    private boolean stoodStillSince(long nanos) {
        return timers.since(nanos).compareTo(deadAfter) >= 0;
    }

    private record Seen(OwnerStore.Beat beat, long atNanos) {}
}
