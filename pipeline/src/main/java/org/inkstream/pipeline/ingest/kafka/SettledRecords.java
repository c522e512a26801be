package org.inkstream.pipeline.ingest.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.inkstream.config.KafkaSettings;
import org.inkstream.pipeline.ingest.Delivery;

/**
 * The records of the input topic that a group has settled: from the beginning, as far as the topic
 * still holds them, to the offsets that the group had committed when this was opened. Joins no
 * group. Used on one thread.
 */
public final class SettledRecords implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<TopicPartition, Span> spans;

    private SettledRecords(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Span> spans) {
        this.consumer = consumer;
        this.spans = spans;
    }

    /**
     * Asks how far the group is; blocks.
     *
     * @throws IllegalStateException if the broker does not answer
     */
    public static SettledRecords open(KafkaSettings settings) {
        KafkaConsumer<String, byte[]> consumer = consumer(settings);
        try {
            Set<TopicPartition> all =
                    consumer.partitionsFor(settings.topics().ocrCompleted(), PATIENCE).stream()
                            .map(one -> new TopicPartition(one.topic(), one.partition()))
                            .collect(Collectors.toSet());
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(all, PATIENCE);
            Map<TopicPartition, Span> spans = new HashMap<>();
            consumer.beginningOffsets(all, PATIENCE)
                    .forEach(
                            (partition, from) -> {
                                OffsetAndMetadata to = committed.get(partition);
                                if (to != null && to.offset() > from) {
                                    spans.put(partition, new Span(from, to.offset()));
                                }
                            });
            return new SettledRecords(consumer, spans);
        } catch (KafkaException failure) {
            consumer.close();
            throw new IllegalStateException(
                    "broker "
                            + settings.bootstrapServers()
                            + " does not answer; is 'inkstream run' or 'inkstream backend'"
                            + " running, or should kafka.bootstrapServers name another one? ("
                            + failure.getMessage()
                            + ")",
                    failure);
        }
    }

    /**
     * Shows each record once, with the time of its publication, one at a time; blocks meanwhile.
     */
    public void forEach(BiConsumer<Delivery, Instant> reader) {
        Set<TopicPartition> left = new HashSet<>(spans.keySet());
        consumer.assign(left);
        left.forEach(one -> consumer.seek(one, span(one).from()));
        while (!left.isEmpty()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(PATIENCE)) {
                TopicPartition place = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < span(place).to()) {
                    reader.accept(
                            Ticket.deliveryOf(record), Instant.ofEpochMilli(record.timestamp()));
                }
            }
            // What comes after the committed offset is not fetched any further.
            if (left.removeIf(one -> consumer.position(one, PATIENCE) >= span(one).to())) {
                consumer.assign(left);
            }
        }
    }

    private Span span(TopicPartition partition) {
        return Objects.requireNonNull(spans.get(partition));
    }

    /**
     * @param to the first offset that is not settled
     */
    private record Span(long from, long to) {}

    private static KafkaConsumer<String, byte[]> consumer(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.properties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        // The group is only asked for its offsets; nothing is ever committed here.
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new KafkaConsumer<>(
                properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
