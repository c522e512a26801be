package org.inkstream.agents.mcp.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.inkstream.time.Timers;

/** Real timers that know how many of them are waiting. */
public final class CountedTimers implements Timers {
    private final Timers timers;
    private final AtomicInteger pending = new AtomicInteger();

    public CountedTimers(Timers timers) {
        this.timers = timers;
    }

    public int pending() {
        return pending.get();
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
        pending.incrementAndGet();
        Timer timer =
                timers.after(
                        delay,
                        () -> {
                            pending.decrementAndGet();
                            task.run();
                        });
        return () -> {
            boolean cancelled = timer.cancel();
            if (cancelled) {
                pending.decrementAndGet();
            }
            return cancelled;
        };
    }
}
