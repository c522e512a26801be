package org.inkstream.loadtest.peers;

import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the requests that are not answered yet and those that their clients gave up. Thread-safe.
 */
public final class OpenStreams {
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    /** How one request ended. */
    public enum End {
        /** The last byte of the answer was written. */
        ANSWERED,
        /** The peer itself broke the stream. */
        RESET,
        /** The client closed the stream before it had the whole answer. */
        CANCELLED
    }

    /** Called when a request ends. */
    @FunctionalInterface
    public interface Watcher {
        void ended(End end);
    }

    /**
     * Follows a request that has just arrived until it ends.
     *
     * @param breaks whether the peer is going to break the stream itself
     * @param watcher called once, on the response's event loop
     */
    public void follow(HttpServerResponse response, boolean breaks, Watcher watcher) {
        AtomicBoolean over = new AtomicBoolean();
        arrived.incrementAndGet();
        open.incrementAndGet();
        response.bodyEndHandler(written -> end(over, End.ANSWERED, watcher));
        response.closeHandler(closed -> end(over, breaks ? End.RESET : End.CANCELLED, watcher));
        // A write to a stream that is gone is nobody's fault.
        response.exceptionHandler(gone -> {});
    }

    public int arrived() {
        return arrived.get();
    }

    /** Not answered and not given up. */
    public int open() {
        return open.get();
    }

    /** Given up by their clients. */
    public int cancelled() {
        return cancelled.get();
    }

    private void end(AtomicBoolean over, End end, Watcher watcher) {
        if (over.compareAndSet(false, true)) {
            if (end == End.CANCELLED) {
                cancelled.incrementAndGet();
            }
            open.decrementAndGet();
            watcher.ended(end);
        }
    }
}
