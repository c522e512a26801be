package org.inkstream.app.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the file on one thread of its own. A commit serves every write that was waiting when it
 * began: while one commit runs, the next group gathers.
 */
final class GroupCommit implements AutoCloseable {
    /** What waits for its write to be durable. Called on the commit thread; must not block. */
    interface Waiting {
        void durable();

        /** The write may or may not survive; it must not be acknowledged. */
        void failed(Throwable cause);
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(GroupCommit.class);

    private static final Waiting NOBODY =
            new Waiting() {
                @Override
                public void durable() {}

                @Override
                public void failed(Throwable cause) {}
            };

    private final MVStore file;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "store-commit");
    private final LongAdder writes = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private volatile boolean open = true;

    GroupCommit(MVStore file) {
        this.file = file;
    }

    void start() {
        thread.start();
    }

    /** Tells {@code waiting} once everything that was written before this call is durable. */
    void afterNext(Waiting waiting) {
        writes.increment();
        queue.add(waiting);
    }

    long writes() {
        return writes.sum();
    }

    long commits() {
        return commits.sum();
    }

    private void run() {
        List<Waiting> group = new ArrayList<>();
        while (open || !queue.isEmpty()) {
            group.add(first());
            queue.drainTo(group);
            commit(group);
            group.clear();
        }
    }

    private Waiting first() {
        try {
            return queue.take();
        } catch (InterruptedException never) {
            // Nobody has this thread to interrupt it; and a commit that is interrupted closes the
            // file, which is why closing sends a last one to wait instead.
            throw new IllegalStateException(never);
        }
    }

    private void commit(List<Waiting> group) {
        try {
            file.commit();
            commits.increment();
        } catch (RuntimeException failure) {
            LOGGER.atError()
                    .setCause(failure)
                    .log("the embedded store cannot write its file; restart when there is space");
            group.forEach(waiting -> waiting.failed(failure));
            return;
        }
        group.forEach(Waiting::durable);
    }

    /** Serves everybody who waits, then ends the thread. */
    @Override
    public void close() {
        open = false;
        queue.add(NOBODY);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
