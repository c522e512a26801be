package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Run;

/** What the workflow knows of the jobs that letters belong to, and tells them. */
public interface Jobs {
    /** Why a letter of a cancelled job is given up; a job that goes on knows it by that. */
    String CANCELLED = "job cancelled";

    /** Where nobody cancels anything. */
    Jobs NONE =
            new Jobs() {
                @Override
                public boolean isCancelled(String jobId) {
                    return false;
                }

                @Override
                public Future<Void> endedBefore(OcrCompleted event, String reason) {
                    return Future.succeededFuture();
                }
            };

    /**
     * Whether no call is to be begun for letters of this job. Answers from memory.
     *
     * @param jobId empty where a letter belongs to none
     */
    boolean isCancelled(String jobId);

    /** Whether no call is to be begun for this run; a healing pass is asked for apart from jobs. */
    default boolean haveCancelled(Run run) {
        return run.isFirst() && isCancelled(run.event().jobId());
    }

    /**
     * Tells the job that asked for this letter that its run had ended before: no result will follow
     * by which it could know. Completes when that is durable.
     *
     * @param reason why the run was given up, empty if it was finished
     */
    Future<Void> endedBefore(OcrCompleted event, String reason);
}
