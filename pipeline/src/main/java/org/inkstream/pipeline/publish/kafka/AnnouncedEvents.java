package org.inkstream.pipeline.publish.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.inkstream.config.KafkaSettings;
import org.inkstream.config.TopicNames;
import org.inkstream.pipeline.publish.EventType;

/**
 * The events that the topics still hold: from their beginning to their present end, and on from
 * there when it is asked again. Joins no group. Used on one thread, which it blocks.
 */
public final class AnnouncedEvents implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<TopicPartition, EventType> types = new HashMap<>();

    /** Partitions that have lost records and have shown none of what is left. */
    private final Set<TopicPartition> cut = new HashSet<>();

    private final Map<EventType, Instant> heldSince = new EnumMap<>(EventType.class);

    /** Hears of events. */
    public interface Reader {
        /** From then on, all events of a type are there. */
        void holds(EventType type, Instant since);

        /** One event. */
        void told(EventType type, String id, String documentId, Instant at);
    }

    private AnnouncedEvents(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Finds the topics.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    public static AnnouncedEvents open(KafkaSettings settings) {
        AnnouncedEvents events = new AnnouncedEvents(Onlooker.open(settings));
        try {
            events.assign(settings.topics());
            return events;
        } catch (RuntimeException failure) {
            events.close();
            throw failure;
        }
    }

    private void assign(TopicNames topics) {
        for (EventType type : EventType.values()) {
            add(type, type.topicIn(topics));
        }
        consumer.assign(types.keySet());
        consumer.beginningOffsets(types.keySet(), Onlooker.PATIENCE)
                .forEach(
                        (partition, first) -> {
                            consumer.seek(partition, first);
                            if (first > 0) {
                                cut.add(partition);
                            }
                        });
    }

    private void add(EventType type, String topic) {
        heldSince.put(type, Instant.EPOCH);
        consumer.partitionsFor(topic, Onlooker.PATIENCE)
                .forEach(one -> types.put(new TopicPartition(topic, one.partition()), type));
    }

    /** Shows each event that has come since the last time, once, one at a time. */
    public void readOn(Reader reader) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(types.keySet(), Onlooker.PATIENCE);
        while (Onlooker.isBefore(consumer, ends)) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Onlooker.PATIENCE)) {
                show(record, reader);
            }
        }
        // Of what is gone and was followed by nothing, nothing can be said.
        cut.forEach(partition -> heldSince.put(typeOf(partition), Instant.MAX));
        heldSince.forEach(reader::holds);
    }

    private void show(ConsumerRecord<String, byte[]> record, Reader reader) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        EventType type = typeOf(partition);
        Instant at = Instant.ofEpochMilli(record.timestamp());
        if (cut.remove(partition)) {
            heldSince.merge(type, at, (one, other) -> one.isAfter(other) ? one : other);
        }
        Header id = record.headers().lastHeader("ce_id");
        Header told = record.headers().lastHeader("ce_type");
        // Several types may share one topic, and others may write there.
        if (id != null && told != null && type.cloudEventsType().equals(text(told))) {
            reader.told(type, text(id), record.key() == null ? "" : record.key(), at);
        }
    }

    private EventType typeOf(TopicPartition partition) {
        return Objects.requireNonNull(types.get(partition));
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
