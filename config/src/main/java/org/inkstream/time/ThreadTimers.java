package org.inkstream.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Timers with one daemon thread of their own: for what must go on while every event loop is busy,
 * such as the beat that says that this process lives.
 */
public final class ThreadTimers implements Timers, AutoCloseable {
    private final ScheduledThreadPoolExecutor thread;

    /**
     * @param name of the thread
     */
    public ThreadTimers(String name) {
        thread =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread one = new Thread(task, name);
                            one.setDaemon(true);
                            return one;
                        });
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        ScheduledFuture<?> pending =
                thread.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> pending.cancel(false);
    }

    /** Drops what is waiting; a task that runs is let finish. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
