package org.inkstream.loadtest.scenarios.gpu;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.inkstream.loadtest.scenarios.system.Poll;

/** Hears which letters are announced as enriched from now on. Its methods are for any thread. */
final class EnrichedFeed implements AutoCloseable {
    private static final String TOPIC = "document.enriched";
    private static final String EVENT_ID = "ce_id";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration END = Duration.ofSeconds(20);

    private final Map<String, Long> firstAt = new ConcurrentHashMap<>();
    private final Set<String> events = ConcurrentHashMap.newKeySet();
    private final Set<String> repeated = new ConcurrentSkipListSet<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;
    private volatile long lastHeardNanos = System.nanoTime();

    /** Blocks until it knows where the topic ends. */
    EnrichedFeed(String bootstrapServers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(TOPIC).stream()
                        .map(one -> new TopicPartition(TOPIC, one.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = new Thread(this::listen, "enriched-feed");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (!closed) {
            consumer.poll(POLL).forEach(this::hear);
        }
        consumer.close();
    }

    private void hear(ConsumerRecord<String, byte[]> event) {
        lastHeardNanos = System.nanoTime();
        String id =
                new String(event.headers().lastHeader(EVENT_ID).value(), StandardCharsets.UTF_8);
        boolean isNew = events.add(id);
        if (firstAt.putIfAbsent(event.key(), event.timestamp()) != null && isNew) {
            repeated.add(event.key());
        }
    }

    /** When each letter was announced for the first time, in milliseconds of the epoch. */
    Map<String, Long> firstAt() {
        return Map.copyOf(firstAt);
    }

    int count() {
        return firstAt.size();
    }

    /** Letters of which two different events were announced. */
    Set<String> repeated() {
        return Set.copyOf(repeated);
    }

    /**
     * Blocks until all are announced, or nothing was for too long.
     *
     * @param silence how long is too long
     * @param meanwhile called again and again
     * @return those that are missing
     */
    Set<String> await(Collection<String> documentIds, Duration silence, Runnable meanwhile) {
        Set<String> missing = new HashSet<>(documentIds);
        long begun = System.nanoTime();
        while (true) {
            missing.removeAll(firstAt.keySet());
            long last = Math.max(begun, lastHeardNanos);
            if (missing.isEmpty() || System.nanoTime() - last > silence.toNanos()) {
                return missing;
            }
            meanwhile.run();
            Poll.pause();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
