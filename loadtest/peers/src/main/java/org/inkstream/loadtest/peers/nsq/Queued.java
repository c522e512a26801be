package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * A message as the double keeps it.
 *
 * @param timestampNanos when it was published, since 1970
 * @param attempts deliveries so far
 * @param delay that it was published with; it is not kept on disk
 */
record Queued(String id, long timestampNanos, int attempts, Duration delay, Buffer body) {
    private static final int MOST_ATTEMPTS = 65_535;

    Queued delivered() {
        return new Queued(
                id, timestampNanos, Math.min(attempts + 1, MOST_ATTEMPTS), Duration.ZERO, body);
    }

    Queued withoutDelay() {
        return new Queued(id, timestampNanos, attempts, Duration.ZERO, body);
    }
}
