package org.inkstream.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

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

    private static final Pattern SERVERS = Pattern.compile("[^\\s,]+:\\d+(,[^\\s,]+:\\d+)*");

    public KafkaSettings {
        properties = Map.copyOf(properties);
        new Check()
                .that(
                        bootstrapServers.isEmpty() || SERVERS.matcher(bootstrapServers).matches(),
                        "bootstrapServers",
                        "must be empty or host:port,host:port, got '" + bootstrapServers + "'")
                .filled("groupId", groupId)
                .between("partitions", partitions, 1, 1000)
                .between("replication", replication, 1, 9)
                .between("maxPollRecords", maxPollRecords, 1, 10_000)
                .between(
                        "commitInterval",
                        commitInterval,
                        Duration.ofMillis(50),
                        Duration.ofMinutes(1))
                .between("revocationDrain", revocationDrain, Duration.ZERO, Duration.ofMinutes(1))
                .that(
                        !properties.containsKey("group.instance.id"),
                        "properties",
                        "group.instance.id must not be set: a static member that dies keeps its"
                                + " partitions until its session ends")
                .orThrow();
    }

    /** The same settings with another broker, such as one that was just embedded. */
    public KafkaSettings at(String servers) {
        return new KafkaSettings(
                servers,
                groupId,
                groupProtocol,
                topics,
                partitions,
                replication,
                maxPollRecords,
                commitInterval,
                revocationDrain,
                properties);
    }

    /** Without the values of the properties, which may be secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[bootstrapServers=%s, groupId=%s, groupProtocol=%s, properties=%s]"
                .formatted(bootstrapServers, groupId, groupProtocol, properties.keySet());
    }

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
            String deadLetters) {
        private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{1,249}");

        public Topics {
            Check check = new Check();
            checkName(check, "ocrCompleted", ocrCompleted);
            checkName(check, "documentEnriched", documentEnriched);
            checkName(check, "documentQuality", documentQuality);
            checkName(check, "costRecorded", costRecorded);
            checkName(check, "documentReview", documentReview);
            checkName(check, "deadLetters", deadLetters);
            // What we write must not come back to us as input.
            check.that(
                            !List.of(
                                            documentEnriched,
                                            documentQuality,
                                            costRecorded,
                                            documentReview,
                                            deadLetters)
                                    .contains(ocrCompleted),
                            "ocrCompleted",
                            "must differ from every topic that is written to, got '"
                                    + ocrCompleted
                                    + "'")
                    .orThrow();
        }

        private static void checkName(Check check, String key, String name) {
            check.that(
                    LEGAL.matcher(name).matches(),
                    key,
                    "must be 1 to 249 letters, digits, dots, - or _, got '" + name + "'");
        }
    }
}
