package org.inkstream.pipeline.ingest.kafka;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What other threads tell the poll thread. Its size is bounded by the records in the air. Waking a
 * consumer costs an exception, so the poll thread says how many letters are worth it.
 */
final class Mailbox {
    private static final int NEVER = Integer.MAX_VALUE;

    private final LinkedBlockingQueue<Runnable> letters = new LinkedBlockingQueue<>();
    private final AtomicInteger untilWake = new AtomicInteger(NEVER);
    private final Runnable wake;

    /**
     * @param wake makes the poll thread return from its poll; called on any thread
     */
    Mailbox(Runnable wake) {
        this.wake = wake;
    }

    /** Has the poll thread run {@code letter} some time soon. Any thread. */
    void put(Runnable letter) {
        // Stored before it is counted: the poll thread sets the count and then looks whether the
        // box is empty, so a letter is either seen there or counted afterwards.
        letters.add(letter);
        if (untilWake.decrementAndGet() == 0) {
            wake.run();
        }
    }

    /** The same, at once. Any thread. */
    void putUrgent(Runnable letter) {
        letters.add(letter);
        wake.run();
    }

    /** Poll thread: from now on, this many letters are worth a wake-up. */
    void wakeAfter(int count) {
        untilWake.set(Math.max(1, count));
    }

    /** Poll thread: nobody needs to wake it, it looks by itself. */
    void neverWake() {
        untilWake.set(NEVER);
    }

    boolean isEmpty() {
        return letters.isEmpty();
    }

    /** Poll thread: runs what has come. */
    void open() {
        for (Runnable letter = letters.poll(); letter != null; letter = letters.poll()) {
            letter.run();
        }
    }

    /**
     * Poll thread: waits for a letter, and runs it and those that have come with it.
     *
     * @return false if none came within {@code limit}
     * @throws InterruptedException if this thread is asked to end
     */
    boolean awaitOne(Duration limit) throws InterruptedException {
        @Nullable Runnable first = letters.poll(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        if (first == null) {
            return false;
        }
        first.run();
        open();
        return true;
    }
}
