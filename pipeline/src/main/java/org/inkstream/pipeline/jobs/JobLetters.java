package org.inkstream.pipeline.jobs;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The {@code job_documents} collection, with the tasks in {@code job_tasks}. Every completed write
 * is durable, and every write may be repeated.
 */
public interface JobLetters {
    /** Lists letters of a job with their tasks; those that are listed stay as they are. */
    Future<Void> add(List<JobDocument> documents, List<Task> tasks);

    /**
     * Letters that have not ended, in the order of their ids.
     *
     * @param running whether those count that ended because the job was cancelled
     * @param after a document id; empty for the first page
     */
    Future<List<JobDocument>> outstanding(String jobId, boolean running, String after, int limit);

    /** Letters in one state, in the order of their ids. */
    Future<List<JobDocument>> inState(
            String jobId, JobDocument.State state, String after, int limit);

    /**
     * Keeps what became of letters, all but their notes; one that is in a later turn stays as it
     * is.
     */
    Future<Void> save(Collection<JobDocument> documents);

    /** Asks again for all letters with a text that ended in error: their next turn begins. */
    Future<Void> retryErrors(String jobId);

    /** The tasks of letters of a job, by document id; those that are forgotten are absent. */
    Future<Map<String, Task>> tasks(String jobId, Collection<String> documentIds);

    /** Nobody will ask for these letters again. */
    Future<Void> forgetTasks(String jobId, Collection<String> documentIds);

    /** Counted from the letters. */
    Future<Counts> count(String jobId);

    /** Removes all letters of a job and their tasks. */
    Future<Void> forget(String jobId);
}
