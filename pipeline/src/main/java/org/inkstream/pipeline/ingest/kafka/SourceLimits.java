package org.inkstream.pipeline.ingest.kafka;

import java.time.Duration;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.WorkflowSettings;

/**
 * How much a source holds at once, and how often it commits.
 *
 * @param maxInFlight records handed out and not ended, never exceeded
 * @param readAhead records fetched while every place in the air is taken; intake stops there and
 *     goes on at half of it, so that a place that falls free is taken at once
 * @param maxWaiting records that wait for a later try; at this number nothing new is handed out, so
 *     that there are never more than this and those in the air
 * @param maxHeldBytes bytes of record values in memory at which intake stops
 * @param commitInterval between two commits of settled offsets
 * @param revocationDrain how long work in the air may finish inside a revocation
 */
record SourceLimits(
        int maxInFlight,
        int readAhead,
        int maxWaiting,
        long maxHeldBytes,
        Duration commitInterval,
        Duration revocationDrain) {
    SourceLimits {
        requirePositive("maxInFlight", maxInFlight);
        requirePositive("readAhead", readAhead);
        requirePositive("maxWaiting", maxWaiting);
        requirePositive("maxHeldBytes", maxHeldBytes);
    }

    /** A quarter of the heap may be record values; the documents in the air need the rest. */
    static SourceLimits of(KafkaSettings kafka, WorkflowSettings workflow) {
        return new SourceLimits(
                workflow.maxInFlight(),
                Math.min(kafka.maxPollRecords(), workflow.maxInFlight()),
                workflow.maxWaiting(),
                Runtime.getRuntime().maxMemory() / 4,
                kafka.commitInterval(),
                kafka.revocationDrain());
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
    }
}
