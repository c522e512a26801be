package org.inkstream.pipeline.journal;

/**
 * Another process holds this run now. Whoever sees it drops the run and announces nothing: the new
 * owner finishes it. It has no stack trace, because it is an expected end of a run in this process.
 */
public final class RunTakenOver extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunTakenOver(String runId) {
        super("run " + runId + " belongs to another process now", null, false, false);
    }
}
