package org.inkstream.app.coordinator;

import org.inkstream.metrics.JobMetrics;
import org.inkstream.pipeline.jobs.Job;
import org.inkstream.pipeline.jobs.JobDocument;
import org.inkstream.pipeline.jobs.JobListener;

/** Counts what happens to jobs. */
record CountedJobs(JobMetrics metrics) implements JobListener {
    @Override
    public void ended(JobDocument.State state) {
        metrics.ended(state.wireName());
    }

    @Override
    public void rung(int tasks, int again) {
        metrics.rung(tasks, again);
    }

    @Override
    public void changed(Job.Status status) {
        metrics.changed(status.wireName());
    }

    @Override
    public void active(int jobs, long waiting) {
        metrics.active(jobs, waiting);
    }
}
