package org.inkstream.pipeline.journal;

/** Whether this process may still believe that the runs it holds are its own. Thread-safe. */
public interface Lease {
    /** Who this process is. */
    Owner me();

    /**
     * Whether the last acknowledged beat is younger than the time after which others take our runs.
     * If not, this process was suspended or cut off: it reads a run again before it does anything
     * for it.
     */
    boolean fresh();
}
