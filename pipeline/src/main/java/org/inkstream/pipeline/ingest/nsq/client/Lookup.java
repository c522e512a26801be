package org.inkstream.pipeline.ingest.nsq.client;

import io.vertx.core.Future;
import java.net.URI;
import java.util.Set;

/** Asks an nsqlookupd who has a topic. */
@FunctionalInterface
public interface Lookup {
    /**
     * Ends within a bounded time. Fails when the nsqlookupd cannot be asked or what it says makes
     * no sense.
     *
     * @param server base address, such as {@code http://localhost:4161}
     * @return the nsqd that have the topic; none where nobody has it
     */
    Future<Set<NsqdAddress>> producers(URI server, String topic);
}
