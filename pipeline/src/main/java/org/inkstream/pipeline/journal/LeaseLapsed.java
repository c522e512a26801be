package org.inkstream.pipeline.journal;

/**
 * This process was suspended or cut off for so long that others may have taken its runs. Whoever
 * sees it ends what it does for the run, which may then be opened again: that finds out whose it
 * is, and keeps out whoever was about to take it.
 */
public final class LeaseLapsed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLapsed(String runId) {
        super("run " + runId + " may belong to another process by now", null, false, false);
    }
}
