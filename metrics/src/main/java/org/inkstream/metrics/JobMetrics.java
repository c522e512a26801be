package org.inkstream.metrics;

import io.micrometer.core.instrument.Counter;
import java.util.concurrent.atomic.AtomicLong;

/** Records what a coordinator does for jobs. Thread-safe. */
public final class JobMetrics {
    private final Family<Counter> changes;
    private final Family<Counter> letters;
    private final Family<Counter> tasks;
    private final AtomicLong running = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();

    JobMetrics(Meters meters) {
        changes = meters.counters(MeterCatalogue.JOB_CHANGES);
        letters = meters.counters(MeterCatalogue.JOB_LETTERS);
        tasks = meters.counters(MeterCatalogue.JOB_TASKS);
        meters.gauge(MeterCatalogue.JOBS_RUNNING, running::get);
        meters.gauge(MeterCatalogue.JOB_LETTERS_WAITING, waiting::get);
    }

    /**
     * A job came to a status.
     *
     * @param status its wire name
     */
    public void changed(String status) {
        changes.of(status).increment();
    }

    /**
     * A letter of a job was seen to have ended.
     *
     * @param outcome wire name of the state in which it ended
     */
    public void ended(String outcome) {
        letters.of(outcome).increment();
    }

    /**
     * Tasks were published.
     *
     * @param again how many of them had been published before
     */
    public void rung(int published, int again) {
        tasks.of("first").increment((double) published - again);
        tasks.of("again").increment(again);
    }

    /** What there is to do now, over all coordinators. */
    public void active(long jobs, long lettersWaiting) {
        running.set(jobs);
        waiting.set(lettersWaiting);
    }
}
