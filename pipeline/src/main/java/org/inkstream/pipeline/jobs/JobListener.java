package org.inkstream.pipeline.jobs;

/** Hears what happens to jobs, to count it. */
public interface JobListener {
    JobListener NONE = new JobListener() {};

    /** A letter of a job was seen to have ended. */
    default void ended(JobDocument.State state) {}

    /**
     * Tasks were published.
     *
     * @param tasks how many
     * @param again how many of them had been published before
     */
    default void rung(int tasks, int again) {}

    /** A job came to this status. */
    default void changed(Job.Status status) {}

    /**
     * @param jobs how many are looked after now, by whichever coordinator
     * @param waiting letters of theirs that have not ended
     */
    default void active(int jobs, long waiting) {}
}
