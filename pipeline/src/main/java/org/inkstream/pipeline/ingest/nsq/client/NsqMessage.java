package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;

/**
 * One delivery of a message. It is touched by itself until it is settled, or until nsqd would no
 * longer take that; then it is lost to this consumer, and what is said of it afterwards is not
 * sent, since nsqd could not tell it from a word about the next delivery. On the consumer's event
 * loop.
 */
public interface NsqMessage {
    String topic();

    String channel();

    /** 16 characters; the same for each delivery. */
    String id();

    /** Deliveries so far, this one included; at least 1. */
    int attempts();

    Instant publishedAt();

    /** Not copied; must not be changed. */
    Buffer body();

    /**
     * Done with. Completes when the word was handed to the connection on which the message came.
     * Fails with {@link LostDelivery} where nothing was sent, because that has ended, the message
     * was settled before or its time was over, and with {@link NsqConnectionEnded} where it ended
     * meanwhile; then nsqd delivers it again.
     */
    Future<Void> finish();

    /** Deliver it again after the pause, at most an hour. Completes and fails as finishing does. */
    Future<Void> requeue(Duration pause);
}
