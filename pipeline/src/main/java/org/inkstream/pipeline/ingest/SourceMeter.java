package org.inkstream.pipeline.ingest;

import org.inkstream.catalogue.ErrorClass;

/**
 * What a source counts. All methods are called on the source's own thread, except {@link #buried},
 * which comes from the event loops of the workflow; none may block.
 */
public interface SourceMeter {
    /** Counts nothing. */
    SourceMeter NONE = new SourceMeter() {};

    /** Records came from the broker, {@code bytes} of values in all. */
    default void taken(int records, long bytes) {}

    /** One of them was delivered before. */
    default void redelivered() {}

    /** A word about a message came too late, or its connection had ended: it comes again. */
    default void tooLate() {}

    /** A record was settled. */
    default void settled() {}

    /** A record will be shown again later. */
    default void postponed() {}

    /** A record went to the dead letters. */
    default void buried(ErrorClass errorClass) {}

    /** Offsets of so many partitions were committed. */
    default void committed(int partitions) {}

    /** A commit failed; it is repeated with the next one. */
    default void commitFailed() {}

    /** The group moved partitions; {@code abandoned} records were in the air and not settled. */
    default void revoked(int partitions, int abandoned) {}

    /**
     * How things stand after each turn of the loop.
     *
     * @param inFlight handed out and not ended
     * @param waiting for a later try
     */
    default void standing(int inFlight, int waiting, boolean intakeStopped) {}
}
