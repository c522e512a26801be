package org.inkstream.loadtest.scenarios.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Does one thing again and again on a thread of its own, through all failures, until closed. */
final class Background implements AutoCloseable {
    private static final long END_MILLIS = 30_000;

    private final Thread thread;
    private volatile boolean closed;
    private volatile String lastFailure = "";

    /**
     * @param pause after each time
     */
    Background(String name, Duration pause, Runnable work) {
        thread =
                new Thread(
                        () -> {
                            while (!closed) {
                                doOnce(work);
                                LockSupport.parkNanos(pause.toNanos());
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.start();
    }

    private void doOnce(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException broken) {
            // Things are broken on purpose here; what was not seen now is seen next time.
            lastFailure = broken.toString();
        }
    }

    /** For people, empty if there was none. */
    String lastFailure() {
        return lastFailure;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
