package org.inkstream.pipeline.ingest.nsq.client;

import java.time.Duration;

/**
 * What an nsqd agreed to when it was greeted.
 *
 * @param version of nsqd
 * @param maxReady largest window of one connection, at least 1
 * @param messageTimeout when a message that nobody settled or touched is delivered again
 * @param maxMessageTimeout how long touching can put that off, counted from the delivery
 */
public record NsqdTerms(
        String version, int maxReady, Duration messageTimeout, Duration maxMessageTimeout) {
    public NsqdTerms {
        if (maxReady < 1) {
            throw new IllegalArgumentException("maxReady must be at least 1, got " + maxReady);
        }
    }
}
