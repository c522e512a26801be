package org.inkstream.agents.modeltools;

/** What stops the work that is going on, however often the work changes. For any thread. */
final class Abortable {
    private volatile boolean aborted;
    private volatile Runnable stop = () -> {};

    boolean aborted() {
        return aborted;
    }

    /** The work that goes on from now; stopped at once if everything was aborted meanwhile. */
    void set(Runnable stopping) {
        stop = stopping;
        // Read after the write: an abort that has not seen this work is seen here.
        if (aborted) {
            stopping.run();
        }
    }

    void abort() {
        aborted = true;
        stop.run();
    }
}
