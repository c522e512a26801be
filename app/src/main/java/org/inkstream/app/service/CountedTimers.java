package org.inkstream.app.service;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.inkstream.time.Timers;

/**
 * Timers that are counted while they are set, so that one that outlives its call can be seen. Used
 * on one event loop.
 */
final class CountedTimers implements Timers {
    private final Timers timers;
    private final LongAdder set;

    /**
     * @param set incremented and decremented
     */
    CountedTimers(Timers timers, LongAdder set) {
        this.timers = timers;
        this.set = set;
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
