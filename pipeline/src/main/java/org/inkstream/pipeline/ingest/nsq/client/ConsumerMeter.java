package org.inkstream.pipeline.ingest.nsq.client;

/** What a consumer counts. Called on its event loop; must not block. */
@FunctionalInterface
public interface ConsumerMeter {
    /** Counts nothing. */
    ConsumerMeter NONE = event -> {};

    void count(Event event);

    /** Everything that is counted; few, so that each may be a label. */
    enum Event {
        DELIVERED,
        FINISHED,
        REQUEUED,
        TOUCHED,
        /** Its time was over before it was settled. */
        EXPIRED,
        /** It came again on the same connection before it was settled. */
        SUPERSEDED,
        /** Its connection ended before it was settled. */
        ORPHANED,
        /** What was said of a message that is no longer in flight, and not sent. */
        LATE_WORD,
        /** What was sent, and nsqd said that it came too late. */
        REFUSED_WORD,
        CONNECTED,
        DISCONNECTED,
        CONNECT_FAILED,
        LOOKUP_FAILED
    }
}
