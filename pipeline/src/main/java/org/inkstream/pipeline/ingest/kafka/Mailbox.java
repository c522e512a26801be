package org.inkstream.pipeline.ingest.kafka;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What other threads tell the poll thread. Its size is bounded by the records in the air. Waking a
 * consumer costs an exception, so only what is urgent does.
 */
final class Mailbox {
    private final BlockingQueue<Runnable> letters;
    private final Runnable wake;

    /**
     * @param wake makes the poll thread return from its poll; called on any thread
     * @param letters empty and unbounded; waiting for a letter is waiting there
     */
    Mailbox(Runnable wake, BlockingQueue<Runnable> letters) {
        this.wake = wake;
        this.letters = letters;
    }

    /** Has the poll thread run {@code letter} when it next looks. Any thread. */
    void put(Runnable letter) {
        letters.add(letter);
    }

    /** The same, at once. Any thread. */
    void putUrgent(Runnable letter) {
        letters.add(letter);
        wake.run();
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
