package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;

/**
 * Publishes to one of several nsqd, whichever is connected. Any number of messages may be on their
 * way; each future completes when nsqd has accepted, which means in its memory, and fails when it
 * refused, or when nobody knows because the connection ended. For any thread.
 */
public interface NsqProducer {
    Future<Void> publish(String topic, Buffer message);

    /** All or none of them. Must fit the largest body of nsqd, 5 MiB by default. */
    Future<Void> publishAll(String topic, List<Buffer> messages);

    /**
     * @param delay up to an hour; nsqd keeps it in memory only
     */
    Future<Void> publishLater(String topic, Duration delay, Buffer message);

    /** Waits for what is on its way, then ends the connections. */
    Future<Void> close();
}
