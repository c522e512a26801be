package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.Journal;
import org.inkstream.pipeline.journal.KeptRun;

/** Finds out whether a run that somebody else works on is in the journal, and so accepted. */
record WorkElsewhere(Journal journal) {
    /**
     * @param accepted run if it is: its first write may still be on its way, from another event
     *     loop of this process
     */
    Future<Void> accept(String runId, Runnable accepted) {
        return accepted == Settlement.NO_EARLIER_WORD
                ? Future.succeededFuture()
                : journal.kept(runId)
                        .map(
                                kept -> {
                                    if (kept.state() != KeptRun.State.UNKNOWN) {
                                        accepted.run();
                                    }
                                    return null;
                                });
    }
}
