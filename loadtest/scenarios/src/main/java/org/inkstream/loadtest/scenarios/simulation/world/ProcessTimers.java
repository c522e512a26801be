package org.inkstream.loadtest.scenarios.simulation.world;

import java.time.Duration;
import java.time.Instant;
import org.inkstream.time.Timers;

/** The timers of one thread of one life of a process, on the world's time. */
final class ProcessTimers implements Timers {
    private final Schedule schedule;
    private final Incarnation process;
    private final String thread;
    private int pending;

    ProcessTimers(Schedule schedule, Incarnation process, String thread) {
        this.schedule = schedule;
        this.process = process;
        this.thread = thread;
    }

    @Override
    public Instant now() {
        return process.now();
    }

    @Override
    public long monotonicNanos() {
        return schedule.nowNanos();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        pending++;
        Schedule.Event event =
                schedule.in(
                        delay.toNanos(),
                        process,
                        "timer",
                        thread,
                        () -> {
                            pending--;
                            task.run();
                        });
        return () -> {
            boolean stopped = event.cancel();
            if (stopped) {
                pending--;
            }
            return stopped;
        };
    }

    /** Timers that have neither fired nor been cancelled. */
    int pending() {
        return pending;
    }
}
