package org.inkstream.metrics.otlp;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that export. They are daemons: what cannot be sent never keeps a process alive. */
final class OtlpThreads implements AutoCloseable {
    /** One push of spans and one of metrics, each with a retry beside it. */
    private static final int MOST_SENDERS = 4;

    private static final long IDLE_SECONDS = 60;

    private final ExecutorService senders =
            new ThreadPoolExecutor(
                    0,
                    MOST_SENDERS,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    named("inkstream-otlp-send"));
    private final ScheduledExecutorService metricClock =
            Executors.newSingleThreadScheduledExecutor(named("inkstream-otlp-metrics"));

    /** Where requests are made, which block. */
    ExecutorService senders() {
        return senders;
    }

    /** When metrics are collected. */
    ScheduledExecutorService metricClock() {
        return metricClock;
    }

    @Override
    public void close() {
        metricClock.shutdownNow();
        senders.shutdownNow();
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
