package org.inkstream.pipeline.journal;

import io.vertx.core.Future;

/** Whether this process may still believe that the runs it holds are its own. Thread-safe. */
public interface Lease {
    /** Who this process is. */
    Owner me();

    /**
     * Whether the last acknowledged beat is younger than the time after which others take our runs.
     * If not, this process was suspended or cut off: it opens a run again before it does anything
     * for it.
     */
    boolean fresh();

    /**
     * Rises whenever the lease was renewed after it had not been fresh: others may have taken our
     * runs in between. Ask {@link #fresh} first: a term that is read afterwards is no older.
     */
    long term();

    /** Looks who lives; completes when that is known as it was after this was asked. */
    Future<Void> look();
}
