package org.inkstream.pipeline.store.mongo;

import java.time.Duration;

/** Hears of every operation on the store: for metrics, and for counting in tests. */
@FunctionalInterface
public interface StoreListener {
    StoreListener NONE = (operation, kind, took, succeeded) -> {};

    /**
     * Called on the thread that completes the operation.
     *
     * @param operation a fixed name such as {@code journal.write}; fit for a metric label
     * @param kind whether it may change data
     * @param took from the call to the answer
     * @param succeeded false if its future failed
     */
    void ended(String operation, Kind kind, Duration took, boolean succeeded);

    /**
     * Called with {@link #ended} for an operation in which writes of several letters may share one
     * round trip.
     *
     * @param writes how many there were in it
     */
    default void shared(String operation, int writes) {}

    /** What an operation does to the store. */
    enum Kind {
        READ,
        WRITE
    }
}
