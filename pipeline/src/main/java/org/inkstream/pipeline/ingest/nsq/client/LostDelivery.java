package org.inkstream.pipeline.ingest.nsq.client;

/** A message that is settled when it is no longer in flight here; nothing was sent. */
public final class LostDelivery extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;

    /** What became of the delivery before. */
    public enum Why {
        SETTLED("it was finished or requeued before"),
        SUPERSEDED("nsqd has delivered the message again on the same connection"),
        EXPIRED("its time was over, and nsqd delivers the message again"),
        CONNECTION_ENDED("its connection has ended, and nsqd delivers the message again");

        private final String words;

        Why(String words) {
            this.words = words;
        }
    }

    LostDelivery(Why why) {
        // Nothing is learned from where the late word came from, and there may be many.
        super(why.words, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
