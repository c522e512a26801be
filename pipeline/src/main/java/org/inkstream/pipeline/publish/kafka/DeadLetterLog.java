package org.inkstream.pipeline.publish.kafka;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.inkstream.config.KafkaSettings;
import org.inkstream.pipeline.ingest.KeptLetter;

/** Reads the topic of dead letters from its beginning to its present end, without a group. */
public final class DeadLetterLog {

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
        try (KafkaConsumer<String, byte[]> consumer = Onlooker.open(settings)) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Onlooker.PATIENCE);
            while (Onlooker.isBefore(consumer, ends)) {
                for (ConsumerRecord<String, byte[]> one : consumer.poll(Onlooker.PATIENCE)) {
                    reader.accept(Buried.of(one));
                }
            }
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        return consumer.partitionsFor(settings.topics().deadLetters(), Onlooker.PATIENCE).stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList();
    }

    /**
     * One dead letter.
     *
     * @param id partition and offset among the dead letters, such as {@code 0-17}, or what the
     *     store calls it
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

        /** One that the store keeps, without its bytes. */
        public static Buried of(KeptLetter kept) {
            Map<String, String> headers = new TreeMap<>(kept.letter().delivery().headers());
            headers.putAll(DeadLetterHeaders.of(kept.letter()));
            headers.put(DeadLetterHeaders.OMITTED_BYTES, Integer.toString(kept.bytes()));
            headers.put(DeadLetterHeaders.REFERENCE, kept.reference());
            String id = kept.reference().substring(kept.reference().indexOf('/') + 1);
            return new Buried(id, kept.letter().delivery().key(), new byte[0], headers);
        }

        /** The same text headers as the original record had. */
        public Map<String, String> originalHeaders() {
            Map<String, String> original = new TreeMap<>(headers);
            original.keySet().removeAll(DeadLetterHeaders.OWN);
            return original;
        }

        /** Whether its record came from a source that numbers nothing, as Kafka does. */
        public boolean isForeign() {
            return header(DeadLetterHeaders.ORIGIN_PARTITION).equals("-1");
        }

        /** How many bytes the original record has, wherever they are. */
        public int size() {
            return isWhole()
                    ? value.length
                    : Integer.parseInt(header(DeadLetterHeaders.OMITTED_BYTES));
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
         * @param intake where letters go whose own topic is none of Kafka's
         * @param now tells one replay of this letter from another: each brings its run back once
         */
        public Future<Void> replay(EventProducer producer, String intake, Instant now) {
            return producer.send(List.of(again(intake, mark(now))));
        }

        /** By which a replay of this letter is told from another: each brings its run back once. */
        public String mark(Instant now) {
            return id + "@" + now;
        }

        private ProducerRecord<String, byte[]> again(String intake, String replay) {
            String topic = isForeign() ? intake : header(DeadLetterHeaders.ORIGIN_TOPIC);
            ProducerRecord<String, byte[]> again = new ProducerRecord<>(topic, key, value);
            originalHeaders()
                    .forEach(
                            (name, text) ->
                                    again.headers()
                                            .add(name, text.getBytes(StandardCharsets.UTF_8)));
            again.headers()
                    .remove(DeadLetterHeaders.REPLAYED_FROM)
                    .add(DeadLetterHeaders.REPLAYED_FROM, replay.getBytes(StandardCharsets.UTF_8));
            return again;
        }
    }
}
