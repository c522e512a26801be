package org.inkstream.pipeline.publish.kafka;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.inkstream.config.KafkaSettings;

/** Reads the topic of dead letters from its beginning to its present end, without a group. */
public final class DeadLetterLog {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaSettings settings;

    public DeadLetterLog(KafkaSettings settings) {
        this.settings = settings;
    }

    /**
     * Shows each dead letter once, one at a time; blocks meanwhile.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    public void forEach(Consumer<Buried> reader) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            while (isBefore(consumer, ends)) {
                for (ConsumerRecord<String, byte[]> one : consumer.poll(PATIENCE)) {
                    reader.accept(Buried.of(one));
                }
            }
        }
    }

    /** The dead letter with this id, if there is one. */
    public Optional<Buried> find(String id) {
        List<Buried> found = new ArrayList<>();
        forEach(
                letter -> {
                    if (letter.id().equals(id)) {
                        found.add(letter);
                    }
                });
        return found.stream().findFirst();
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        return consumer.partitionsFor(settings.topics().deadLetters(), PATIENCE).stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList();
    }

    private static boolean isBefore(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue());
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(settings.properties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new KafkaConsumer<>(
                properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * One dead letter.
     *
     * @param id partition and offset among the dead letters, such as {@code 0-17}
     * @param headers as text, those of {@link DeadLetterHeaders} included
     */
    // A copy of up to 4 MiB for a defensive habit would cost more than it protects.
    @SuppressWarnings("ArrayRecordComponent")
    public record Buried(String id, String key, byte[] value, Map<String, String> headers) {
        // Kafka leaves the key and the value of a record null where the producer gave none.
        private static Buried of(ConsumerRecord<String, byte[]> one) {
            Map<String, String> headers = new TreeMap<>();
            one.headers()
                    .forEach(
                            header ->
                                    headers.put(
                                            header.key(),
                                            new String(header.value(), StandardCharsets.UTF_8)));
            return new Buried(
                    one.partition() + "-" + one.offset(),
                    one.key() == null ? "" : one.key(),
                    one.value() == null ? new byte[0] : one.value(),
                    headers);
        }

        /** A header's text, empty if it is missing. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** Whether the original bytes are here and not elsewhere. */
        public boolean isWhole() {
            return !headers.containsKey(DeadLetterHeaders.OMITTED_BYTES);
        }

        /** The same letter with the bytes that its topic refused. */
        public Buried with(byte[] bytes) {
            return new Buried(id, key, bytes, headers);
        }

        /**
         * Publishes the original record to its own topic again, marked as replayed.
         *
         * @param now tells one replay of this letter from another: each brings its run back once
         */
        public Future<Void> replay(EventProducer producer, Instant now) {
            return producer.send(List.of(again(id + "@" + now)));
        }

        private ProducerRecord<String, byte[]> again(String replay) {
            ProducerRecord<String, byte[]> again =
                    new ProducerRecord<>(header(DeadLetterHeaders.ORIGIN_TOPIC), key, value);
            headers.forEach(
                    (name, text) -> {
                        if (!DeadLetterHeaders.OWN.contains(name)) {
                            again.headers().add(name, text.getBytes(StandardCharsets.UTF_8));
                        }
                    });
            again.headers()
                    .remove(DeadLetterHeaders.REPLAYED_FROM)
                    .add(DeadLetterHeaders.REPLAYED_FROM, replay.getBytes(StandardCharsets.UTF_8));
            return again;
        }
    }
}
