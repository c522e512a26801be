package org.inkstream.pipeline.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.inkstream.time.Timers;

/**
 * Runs tasks in their order, each in a turn of the event loop of its own, so that many of them do
 * not keep everybody else waiting. The first that finds nobody before it runs at once. Not
 * thread-safe: used on one event loop.
 */
final class Turns {
    private final Timers timers;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean turning;

    Turns(Timers timers) {
        this.timers = timers;
    }

    void add(Runnable task) {
        if (turning) {
            waiting.add(task);
        } else {
            run(task);
        }
    }

    private void run(Runnable task) {
        turning = true;
        // First, so that a task that throws holds nobody up.
        timers.after(Duration.ZERO, this::next);
        task.run();
    }

    private void next() {
        Runnable task = waiting.poll();
        if (task == null) {
            turning = false;
        } else {
            run(task);
        }
    }
}
