package org.inkstream.loadtest.scenarios.system;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The backend's broker as a publisher and a reader see it. */
public final class Broker {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long LIMIT_SECONDS = 20;
    private static final String EVENT_ID = "ce_id";

    private final String bootstrapServers;

    public Broker(BackendProcess backend) {
        this(backend.bootstrapServers());
    }

    public Broker(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Blocks until all are acknowledged. */
    public void publish(String topic, Iterable<TestLetters.Event> events) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 5);
        AtomicReference<Exception> refusal = new AtomicReference<>();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        properties, new StringSerializer(), new ByteArraySerializer())) {
            for (TestLetters.Event event : events) {
                // The call-back says all that the returned future would.
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        topic, event.documentId(), event.value().getBytes()),
                                (place, failure) -> {
                                    if (failure != null) {
                                        refusal.compareAndSet(null, failure);
                                    }
                                });
            }
            producer.flush();
        }
        if (refusal.get() != null) {
            throw new IllegalStateException("cannot publish to " + topic, refusal.get());
        }
    }

    /** How many members of a group have partitions. */
    public int members(String group) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return (int)
                    admin
                            .describeConsumerGroups(List.of(group))
                            .all()
                            .get(LIMIT_SECONDS, TimeUnit.SECONDS)
                            .values()
                            .stream()
                            .flatMap(one -> one.members().stream())
                            .filter(one -> !one.assignment().topicPartitions().isEmpty())
                            .count();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("no answer about " + group, failure);
        }
    }

    /** The ids of all events in a topic, by document: a repeated event has one id. */
    public Map<String, Set<String>> eventIds(String topic) {
        Map<String, Set<String>> ids = new TreeMap<>();
        readAll(
                topic,
                record ->
                        ids.computeIfAbsent(record.key(), key -> new TreeSet<>())
                                .add(idOf(record)));
        return ids;
    }

    /** The keys of all records in a topic, each once. */
    public Set<String> keys(String topic) {
        Set<String> keys = new TreeSet<>();
        readAll(topic, record -> keys.add(record.key()));
        return keys;
    }

    private void readAll(String topic, Consumer<ConsumerRecord<String, byte[]>> each) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(one -> new TopicPartition(topic, one.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(each);
            }
        }
    }

    private static String idOf(ConsumerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader(EVENT_ID).value(), StandardCharsets.UTF_8);
    }
}
