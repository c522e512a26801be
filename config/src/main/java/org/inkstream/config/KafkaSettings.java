package org.inkstream.config;

import java.time.Duration;
import java.util.Map;

/**
 * The broker, its topics and how they are read.
 *
 * @param bootstrapServers host:port list; empty means the embedded broker
 * @param groupId consumer group
 * @param groupProtocol {@code CONSUMER} for our own backend, {@code CLASSIC} elsewhere
 * @param topics names of all topics
 * @param partitions of topics that we create, 1 to 1,000
 * @param replication of topics that we create, 1 to 9
 * @param maxPollRecords records of one poll, 1 to 10,000
 * @param commitInterval between commits of settled offsets
 * @param revocationDrain how long work in the air may finish inside a revocation
 * @param properties passed to every Kafka client as they are, for example SASL and TLS
 */
public record KafkaSettings(
        String bootstrapServers,
        String groupId,
        GroupProtocol groupProtocol,
        Topics topics,
        int partitions,
        int replication,
        int maxPollRecords,
        Duration commitInterval,
        Duration revocationDrain,
        Map<String, String> properties) {

    /** Kafka's two group protocols. */
    public enum GroupProtocol {
        /** KIP-848: the broker assigns; only what moves is revoked. */
        CONSUMER,
        /** The older one, with cooperative sticky assignment. */
        CLASSIC
    }

    /**
     * @param ocrCompleted in: OCR-complete events and the older task envelope
     * @param documentEnriched out: the enriched letter
     * @param documentQuality out: its score and verdict
     * @param costRecorded out: one event per model call
     * @param documentReview out: letters that a person must see
     * @param deadLetters out: what could not be taken, byte for byte
     */
    public record Topics(
            String ocrCompleted,
            String documentEnriched,
            String documentQuality,
            String costRecorded,
            String documentReview,
            String deadLetters) {}
}
