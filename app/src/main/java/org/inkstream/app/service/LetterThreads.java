package org.inkstream.app.service;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.inkstream.pipeline.workflow.Assembler;
import org.inkstream.pipeline.workflow.Assembling;

/**
 * The threads on which letters are put together, one per core at most; none while there is nothing
 * to do. No more waits for them than letters are in the air. For any thread.
 */
final class LetterThreads implements Executor, AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    LetterThreads() {
        int size = Runtime.getRuntime().availableProcessors();
        AtomicInteger number = new AtomicInteger();
        threads =
                new ThreadPoolExecutor(
                        size,
                        size,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        work -> {
                            Thread thread =
                                    new Thread(
                                            work, "inkstream-letters-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Makes what puts letters together here, for the event loop that runs such tasks. */
    Function<Executor, Assembling> assembling(Assembler assembler) {
        return home -> Assembling.on(this, home, assembler);
    }

    /**
     * @throws java.util.concurrent.RejectedExecutionException after close
     */
    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /** Lets what was begun or waits come to its end. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
