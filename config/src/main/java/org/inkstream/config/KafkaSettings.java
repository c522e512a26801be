package org.inkstream.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The broker, its topics and how they are read.
 *
 * @param bootstrapServers host:port list; empty means the embedded broker
 * @param groupId consumer group
 * @param groupProtocol {@code CONSUMER} for our own backend, {@code CLASSIC} elsewhere
 * @param topics names of all topics
 * @param urgentTopic whose letters overtake those of {@code topics.ocrCompleted}; empty for none
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
        TopicNames topics,
        String urgentTopic,
        int partitions,
        int replication,
        int maxPollRecords,
        Duration commitInterval,
        Duration revocationDrain,
        Map<String, String> properties) {

    private static final Pattern SERVERS = Pattern.compile("[^\\s,]+:\\d+(,[^\\s,]+:\\d+)*");

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    public KafkaSettings {
        properties = Map.copyOf(properties);
        Check check = new Check();
        topics.check(check, TOPIC, "1 to 249 letters, digits, dots, - or _");
        check.that(
                        bootstrapServers.isEmpty() || SERVERS.matcher(bootstrapServers).matches(),
                        "bootstrapServers",
                        "must be empty or host:port,host:port, got '" + bootstrapServers + "'")
                .filled("groupId", groupId)
                .that(
                        urgentTopic.isEmpty() || TOPIC.matcher(urgentTopic).matches(),
                        "urgentTopic",
                        "must be empty or 1 to 249 letters, digits, dots, - or _, got '"
                                + urgentTopic
                                + "'")
                .that(
                        !topics.ocrCompleted().equals(urgentTopic)
                                && !topics.written().contains(urgentTopic),
                        "urgentTopic",
                        "must differ from all other topics, got '" + urgentTopic + "'")
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
                urgentTopic,
                partitions,
                replication,
                maxPollRecords,
                commitInterval,
                revocationDrain,
                properties);
    }

    /** The topic of urgent letters as the one to read, by a group of its own; empty without one. */
    public Optional<KafkaSettings> urgent() {
        return urgentTopic.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new KafkaSettings(
                                bootstrapServers,
                                groupId + "-urgent",
                                groupProtocol,
                                topics.reading(urgentTopic),
                                "",
                                partitions,
                                replication,
                                maxPollRecords,
                                commitInterval,
                                revocationDrain,
                                properties));
    }

    /** One for each topic that is read. */
    public List<KafkaSettings> read() {
        return urgent().map(urgent -> List.of(this, urgent)).orElse(List.of(this));
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
}
