package org.inkstream.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/**
 * Timers that are counted while they are set, so that one that outlives its call can be seen. Used
 * where the timers below it are.
 */
public final class CountedTimers implements Timers {
    private final Timers timers;
    private final LongAdder set;

    /** With a count of its own. */
    public CountedTimers(Timers timers) {
        this(timers, new LongAdder());
    }

    /**
     * @param set how many are set now; several may share one count
     */
    public CountedTimers(Timers timers, LongAdder set) {
        this.timers = timers;
        this.set = set;
    }

    /** How many are set now, in whole numbers; exact while nobody sets or cancels one. */
    public int pending() {
        return set.intValue();
    }

    @Override
    public Instant now() {
        return timers.now();
    }

    @Override
    public long monotonicNanos() {
        return timers.monotonicNanos();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        set.increment();
        Timer timer =
                timers.after(
                        delay,
                        () -> {
                            set.decrement();
                            task.run();
                        });
        return () -> {
            boolean cancelled = timer.cancel();
            if (cancelled) {
                set.decrement();
            }
            return cancelled;
        };
    }
}
