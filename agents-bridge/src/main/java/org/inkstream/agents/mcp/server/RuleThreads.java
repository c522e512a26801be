package org.inkstream.agents.mcp.server;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which the built-in agents work, and their bounded queue. For any thread. */
public final class RuleThreads implements Executor {
    /** All calls of some thousand documents; what is queued holds little beyond its letter. */
    private static final int LONGEST_QUEUE = 65_536;

    private final ThreadPoolExecutor threads;

    /**
     * @param count 0 means one per core
     */
    public RuleThreads(int count) {
        int size = count == 0 ? Runtime.getRuntime().availableProcessors() : count;
        AtomicInteger number = new AtomicInteger();
        threads =
                new ThreadPoolExecutor(
                        size,
                        size,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(LONGEST_QUEUE),
                        work -> {
                            Thread thread =
                                    new Thread(work, "inkstream-rules-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * @throws java.util.concurrent.RejectedExecutionException if the queue is full, or after close
     */
    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /** Lets work that has begun end, and drops what waits. */
    public void close() {
        threads.shutdown();
        threads.getQueue().clear();
    }
}
