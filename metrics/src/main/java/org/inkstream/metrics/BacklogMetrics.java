package org.inkstream.metrics;

/**
 * What waits outside this process, as it was last seen. Whoever looks sets it; the scrape only
 * reads, so that it costs nobody a question. Thread-safe.
 */
public final class BacklogMetrics {
    private final Level kafka;
    private final Level nsq;
    private final Level nsqInFlight;
    private final Level nsqDeferred;
    private final Level reviews;
    private final Level deadLetters;

    BacklogMetrics(Meters meters) {
        kafka = new Level(meters, MeterCatalogue.SOURCE_LAG, "kafka");
        nsq = new Level(meters, MeterCatalogue.SOURCE_LAG, "nsq");
        nsqInFlight = new Level(meters, MeterCatalogue.NSQ_CHANNEL, "in_flight");
        nsqDeferred = new Level(meters, MeterCatalogue.NSQ_CHANNEL, "deferred");
        reviews = new Level(meters, MeterCatalogue.REVIEW_QUEUE);
        deadLetters = new Level(meters, MeterCatalogue.DEAD_LETTERS_KEPT);
    }

    /** Records that the group has not committed. */
    public Level kafka() {
        return kafka;
    }

    /** Messages that wait in our channels. */
    public Level nsq() {
        return nsq;
    }

    /** Messages of our channels that somebody holds. */
    public Level nsqInFlight() {
        return nsqInFlight;
    }

    /** Messages of our channels that wait for their time. */
    public Level nsqDeferred() {
        return nsqDeferred;
    }

    /** Letters that wait for a person. */
    public Level reviews() {
        return reviews;
    }

    /** Dead letters in the store. */
    public Level deadLetters() {
        return deadLetters;
    }
}
