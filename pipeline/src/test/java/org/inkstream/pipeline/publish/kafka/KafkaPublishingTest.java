package org.inkstream.pipeline.publish.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.TopicNames;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.publish.Announcement;
import org.inkstream.pipeline.publish.EventData;
import org.inkstream.pipeline.publish.EventType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaPublishingTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final TopicNames TOPICS =
            new TopicNames("in", "enriched", "quality", "cost", "review", "dead");

    /** Its broker takes no record above this size, as many foreign ones do. */
    private static final int BROKER_LIMIT = 300 * 1024;

    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(
                    true,
                    new RoundRobinPartitioner(),
                    new StringSerializer(),
                    new ByteArraySerializer()) {
                @Override
                public synchronized java.util.concurrent.Future<RecordMetadata> send(
                        ProducerRecord<String, byte[]> sent, Callback callback) {
                    if (sent.value().length > BROKER_LIMIT) {
                        throw new RecordTooLargeException("too large");
                    }
                    return super.send(sent, callback);
                }
            };
    private final EventProducer producer = new EventProducer(kafka);
    private final KafkaAnnouncer announcer = new KafkaAnnouncer(producer, TOPICS, "/inkstream/one");
    private final KafkaDeadLetters deadLetters = new KafkaDeadLetters(producer, "dead");

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void an_announcement_is_a_cloud_event_keyed_by_its_document() throws Exception {
        done(announcer.announce(List.of(announcement(new JsonObject().put("version", 3)))));

        ProducerRecord<String, byte[]> sent = kafka.history().get(0);
        assertThat(sent.topic()).isEqualTo("enriched");
        assertThat(sent.key()).isEqualTo("doc-1");
        assertThat(new JsonObject(text(sent))).isEqualTo(new JsonObject().put("version", 3));
        assertThat(headers(sent))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "ce_specversion", "1.0",
                                "ce_id", "event-1",
                                "ce_source", "/inkstream/one",
                                "ce_type", "org.inkstream.document.enriched.v1",
                                "ce_subject", "doc-1",
                                "ce_time", "2026-05-01T12:00:00Z",
                                "content-type", "application/json"));
    }

    @Test
    void an_event_that_is_too_large_refers_to_the_stored_document() throws Exception {
        JsonObject large =
                new JsonObject().put("version", 2).put("text", "x".repeat(EventData.MAX_BYTES));

        done(announcer.announce(List.of(announcement(large))));

        ProducerRecord<String, byte[]> sent = kafka.history().get(0);
        JsonObject data = new JsonObject(text(sent));
        assertThat(data.getString("reference")).isEqualTo("enriched_documents/doc-1");
        assertThat(data.getInteger("version")).isEqualTo(2);
        assertThat(data.containsKey("text")).isFalse();
        assertThat(headers(sent)).containsEntry("ce_dataref", "enriched_documents/doc-1");
    }

    @Test
    void an_event_is_encoded_where_no_event_loop_waits_for_it() throws Exception {
        Set<String> readers = ConcurrentHashMap.newKeySet();
        Map<String, Object> letter =
                new LinkedHashMap<>(Map.of("version", 3)) {
                    @Override
                    public Set<Map.Entry<String, Object>> entrySet() {
                        readers.add(Thread.currentThread().getName());
                        return super.entrySet();
                    }
                };

        done(announcer.announce(List.of(announcement(new JsonObject(letter)))));

        assertThat(readers).containsExactly("inkstream-kafka-sender");
    }

    @Test
    void an_announcement_that_the_broker_does_not_acknowledge_fails() {
        kafka.sendException = new TimeoutException("no broker");

        Future<Void> announced = announcer.announce(List.of(announcement(new JsonObject())));

        assertThatThrownBy(() -> done(announced)).hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void a_dead_letter_keeps_the_original_and_says_why() throws Exception {
        byte[] original = {(byte) 0xff, 0, 1};

        done(deadLetters.bury(letter(original)));

        ProducerRecord<String, byte[]> sent = kafka.history().get(0);
        assertThat(sent.topic()).isEqualTo("dead");
        assertThat(sent.key()).isEqualTo("k");
        assertThat(sent.value()).isEqualTo(original);
        assertThat(headers(sent))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "content-type", "application/json",
                                "reason", "it is not UTF-8",
                                "error-class", "invalid_data",
                                "attempts", "1",
                                "origin-topic", "in",
                                "origin-partition", "2",
                                "origin-offset", "40",
                                "timestamp", "2026-05-01T12:00:00Z"));
    }

    @Test
    void a_dead_letter_that_its_topic_refuses_refers_to_its_bytes() throws Exception {
        done(deadLetters.bury(letter(new byte[BROKER_LIMIT + 1])));

        ProducerRecord<String, byte[]> sent = kafka.history().get(0);
        assertThat(sent.value()).isEmpty();
        assertThat(headers(sent))
                .containsEntry("omitted-bytes", Integer.toString(BROKER_LIMIT + 1))
                .containsEntry("reference", "kafka:in/2/40")
                .containsEntry("reason", "it is not UTF-8");
    }

    private static Announcement announcement(JsonObject data) {
        return new Announcement(EventType.DOCUMENT_ENRICHED, "event-1", "doc-1", NOON, data);
    }

    private static DeadLetter letter(byte[] value) {
        Delivery delivery =
                new Delivery(
                        new Delivery.Origin("in", 2, 40),
                        "k",
                        value,
                        Map.of("content-type", "application/json"));
        return new DeadLetter(delivery, ErrorClass.INVALID_DATA, "it is not UTF-8", 1, NOON);
    }

    private static void done(Future<Void> outcome) throws Exception {
        outcome.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static String text(ProducerRecord<String, byte[]> sent) {
        return new String(sent.value(), StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(ProducerRecord<String, byte[]> sent) {
        Map<String, String> headers = new TreeMap<>();
        sent.headers()
                .forEach(
                        header ->
                                headers.put(
                                        header.key(),
                                        new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
