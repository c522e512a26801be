package org.inkstream.pipeline.jobs;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Jobs and their letters. Every completed write is durable, and every write may be repeated. */
public interface JobStore {
    /**
     * Adds a job unless there is one with the same id.
     *
     * @return whether it was added
     */
    Future<Boolean> create(Job job);

    Future<Optional<Job>> find(String jobId);

    /**
     * Newest first.
     *
     * @param statuses those wanted, at least one
     * @param skip how many to leave out
     */
    Future<List<Job>> list(Set<Job.Status> statuses, int skip, int limit);

    /** Jobs that run, and those that were cancelled after {@code cancelledAfter}. */
    Future<List<Job>> active(Instant cancelledAfter);

    /**
     * Compare-and-set: changes the status if it has not changed since {@code seen} was read.
     *
     * @return the job as it is then; empty if somebody was faster
     */
    Future<Optional<Job>> change(Job seen, Job.Status to, String reason, Instant now);

    /**
     * Takes or renews the lease by which one coordinator of several looks after a job.
     *
     * @param until when others may take it
     * @return the job as it is now; empty if somebody else has the lease
     */
    Future<Optional<Job>> hold(String jobId, String owner, Instant now, Instant until);

    /** Keeps how far a job is. */
    Future<Void> keep(String jobId, Progress progress);

    /** Jobs that do not run and have not changed since then, a bounded number of them. */
    Future<List<Job>> restingSince(Instant then);

    /** Removes a job; its letters must be gone. */
    Future<Void> remove(String jobId);
}
