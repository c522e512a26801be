package org.inkstream.agents.gateway;

import java.time.Duration;
import org.inkstream.agents.gateway.schedule.Schedule;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/** One timer, which is set anew whenever another time is wanted. */
final class Alarm {
    private final Timers timers;
    private final Runnable task;
    private Timers.@Nullable Timer timer;
    private long setFor = Schedule.NEVER;

    Alarm(Timers timers, Runnable task) {
        this.timers = timers;
        this.task = task;
    }

    /**
     * @param at reading of the monotonic clock, {@link Schedule#NEVER} for none
     */
    void set(long at) {
        if (at == setFor) {
            return;
        }
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        setFor = at;
        if (at != Schedule.NEVER) {
            timer = timers.after(Duration.ofNanos(at - timers.monotonicNanos()), this::ring);
        }
    }

    private void ring() {
        timer = null;
        setFor = Schedule.NEVER;
        task.run();
    }
}
