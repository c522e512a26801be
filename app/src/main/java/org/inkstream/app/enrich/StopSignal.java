package org.inkstream.app.enrich;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or a polite kill: asks the command to stop, then holds the end of the process back until
 * it has.
 */
final class StopSignal implements AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Duration patience;
    private final Runnable announcement;
    private final Thread hook;
    private volatile boolean requested;

    private StopSignal(Duration patience, Runnable announcement) {
        this.patience = patience;
        this.announcement = announcement;
        this.hook = new Thread(this::stop, "stop-signal");
    }

    /**
     * @param patience how long the process may live on
     * @param announcement called once, on another thread, when the signal comes
     */
    static StopSignal install(Duration patience, Runnable announcement) {
        StopSignal signal = new StopSignal(patience, announcement);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    boolean requested() {
        return requested;
    }

    /** The command has ended; the process may, too. */
    @Override
    public void close() {
        ended.countDown();
        if (!requested) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void stop() {
        requested = true;
        announcement.run();
        try {
            ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
