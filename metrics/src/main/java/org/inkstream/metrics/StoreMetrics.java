package org.inkstream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Records what the store and the journal do. Thread-safe; recording allocates nothing. */
public final class StoreMetrics {
    private final Family<Counter> operations;
    private final Family<Timer> seconds;
    private final Family<Counter> shared;
    private final Counter journalWrites;
    private final Counter journalChanges;
    private final Counter journalFenced;

    StoreMetrics(Meters meters) {
        operations = meters.counters(MeterCatalogue.STORE_OPERATIONS);
        seconds = meters.timers(MeterCatalogue.STORE_SECONDS);
        shared = meters.counters(MeterCatalogue.STORE_SHARED);
        journalWrites = meters.counter(MeterCatalogue.JOURNAL_WRITES);
        journalChanges = meters.counter(MeterCatalogue.JOURNAL_CHANGES);
        journalFenced = meters.counter(MeterCatalogue.JOURNAL_FENCED);
    }

    /**
     * @param operation a constant of the caller, such as {@code journal.write}
     */
    public void succeeded(String operation, Duration took) {
        ended(operation, "succeeded", took);
    }

    /**
     * @param operation a constant of the caller, such as {@code journal.write}
     */
    public void failed(String operation, Duration took) {
        ended(operation, "failed", took);
    }

    /**
     * An operation in which letters share a round trip, beside {@link #succeeded} or {@link
     * #failed}.
     *
     * @param writes how many there were in it
     */
    public void shared(String operation, int writes) {
        shared.of(operation).increment(writes);
    }

    /**
     * One bundled write of the journal.
     *
     * @param runs how many runs it changes
     */
    public void journalWritten(int runs) {
        journalWrites.increment();
        journalChanges.increment(runs);
    }

    /**
     * @param runs how many were dropped because another process had taken them over
     */
    public void journalFenced(int runs) {
        journalFenced.increment(runs);
    }

    private void ended(String operation, String outcome, Duration took) {
        operations.of(operation, outcome).increment();
        seconds.of(operation).record(took);
    }
}
