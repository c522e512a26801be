package org.inkstream.app.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command run until somebody asks the process to end, and keeps the process from ending
 * before the command has cleaned up. Thread-safe.
 */
public final class Termination {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    private volatile String reason = "";

    private Termination() {}

    /**
     * Catches the signals that end a process (SIGTERM, Ctrl-C).
     *
     * @param patience how long the process waits at most for the clean-up
     */
    public static Termination onSignals(Duration patience) {
        Termination termination = new Termination();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    termination.ask("");
                                    termination.awaitCleanUp(patience);
                                },
                                "inkstream-shutdown"));
        return termination;
    }

    /**
     * Asks the process to end.
     *
     * @param why for people, empty for an ordinary end
     */
    public void ask(String why) {
        reason = reason.isEmpty() ? why : reason;
        asked.countDown();
    }

    /**
     * Blocks until somebody asks.
     *
     * @return why, empty for an ordinary end
     */
    public String awaitAsked() {
        try {
            asked.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return reason;
    }

    /** Whether somebody has asked. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** The process may end now. */
    public void cleanedUp() {
        cleanedUp.countDown();
    }

    private void awaitCleanUp(Duration patience) {
        try {
            if (!cleanedUp.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                // Nobody may log any more: the process ends, and the journal knows the rest.
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
