package org.inkstream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Records what the store and the journal do. Thread-safe; recording allocates nothing. */
public final class StoreMetrics {
    private final Family<Counter> operations;
    private final Family<Timer> seconds;
    private final Counter journalWrites;
    private final Counter journalChanges;
    private final Counter journalFenced;

    StoreMetrics(Meters meters) {
        operations = meters.counters(MeterCatalogue.STORE_OPERATIONS);
        seconds = meters.timers(MeterCatalogue.STORE_SECONDS);
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
