package org.inkstream.pipeline.journal;

import java.time.Duration;
import java.util.HashMap;
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
    private volatile long lookedAt = Long.MIN_VALUE;

    public Liveness(Timers timers, Duration deadAfter) {
        this.timers = timers;
        this.deadAfter = deadAfter;
    }

    /**
     * What the store said about every name.
     *
     * @param askedAtNanos when it was asked: the answer is no younger than that, however long it
     *     took, or lay about in a process that was suspended
     */
    void observe(Map<String, OwnerStore.Beat> beats, long askedAtNanos) {
        long now = timers.monotonicNanos();
        if (watchingSince == Long.MIN_VALUE) {
            watchingSince = now;
        }
        lookedAt = Math.max(lookedAt, askedAtNanos);
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
     * its counter stood still for the whole waiting time while this process watched. A process that
     * could not look for a while, because it was suspended or the store out of reach, knows nothing
     * of that while.
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

    /**
     * Whether {@code owner} ended in an orderly way, rather than died; known also after a restart
     * under its name.
     */
    boolean hasLeft(Owner owner) {
        Seen last = seen.get(owner.name());
        return last != null && last.beat.left() == owner.incarnation();
    }

    /** For each name the last incarnation that is gone for sure, 0 if none is. */
    Map<String, Long> gone() {
        Map<String, Long> gone = new HashMap<>();
        seen.forEach(
                (name, last) -> {
                    long newest = last.beat.incarnation();
                    gone.put(name, isDead(new Owner(name, newest)) ? newest : newest - 1);
                });
        return gone;
    }

    private boolean stoodStillSince(long nanos) {
        return lookedAt - nanos >= deadAfter.toNanos();
    }

    private record Seen(OwnerStore.Beat beat, long atNanos) {}
}
