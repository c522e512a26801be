package org.inkstream.pipeline.publish.nsq;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.nsq.client.NsqProducer;
import org.inkstream.pipeline.publish.Announcement;
import org.inkstream.pipeline.publish.EventData;
import org.inkstream.pipeline.publish.EventType;
import org.junit.jupiter.api.Test;

class NsqPublishingTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final ScriptedProducer producer = new ScriptedProducer();
    private final NsqAnnouncer announcer =
            new NsqAnnouncer(producer, Settings.defaults().nsq().topics(), "/inkstream");

    @Test
    void an_announcement_is_one_structured_cloud_event_with_its_data_as_they_are() {
        announcer.announce(List.of(event(EventType.DOCUMENT_ENRICHED, "1", "Grüße")));

        assertThat(producer.published).hasSize(1);
        assertThat(producer.published.get(0).topic()).isEqualTo("document.enriched");
        assertThat(producer.published.get(0).json())
                .isEqualTo(
                        new JsonObject()
                                .put("specversion", "1.0")
                                .put("type", "org.inkstream.document.enriched.v1")
                                .put("id", "1")
                                .put("source", "/inkstream")
                                .put("time", "2026-05-01T12:00:00Z")
                                .put("datacontenttype", "application/json")
                                .put("subject", "letter")
                                .put(
                                        "data",
                                        new JsonObject()
                                                .put("collectionId", "collection")
                                                .put("text", "Grüße")));
    }

    @Test
    void events_of_one_topic_travel_together_and_below_what_nsqd_takes_at_once() {
        List<Announcement> many = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            many.add(event(EventType.COST_RECORDED, Integer.toString(number), "x".repeat(200_000)));
        }

        Future<Void> told = announcer.announce(many);

        assertThat(told.succeeded()).isTrue();
        assertThat(producer.published)
                .extracting(one -> one.json().getString("id"))
                .containsExactlyElementsOf(many.stream().map(Announcement::id).toList());
        assertThat(producer.largestBody).isLessThan(5 * 1024 * 1024);
        assertThat(producer.bodies).isEqualTo(2);
    }

    @Test
    void an_event_that_is_too_large_refers_to_the_stored_document() {
        announcer.announce(
                List.of(event(EventType.DOCUMENT_ENRICHED, "1", "x".repeat(EventData.MAX_BYTES))));

        JsonObject told = producer.published.get(0).json();
        assertThat(told.getString("dataref")).isEqualTo("enriched_documents/letter");
        assertThat(told.getJsonObject("data").getString("reference"))
                .isEqualTo("enriched_documents/letter");
        assertThat(told.getJsonObject("data").getString("collectionId")).isEqualTo("collection");
    }

    @Test
    void an_announcement_fails_with_the_first_topic_that_nobody_took() {
        producer.refuses = "cost.recorded";

        Future<Void> told =
                announcer.announce(
                        List.of(
                                event(EventType.DOCUMENT_ENRICHED, "1", ""),
                                event(EventType.COST_RECORDED, "2", "")));

        assertThat(told.failed()).isTrue();
    }

    @Test
    void a_dead_letter_is_kept_before_it_is_told_and_told_without_its_bytes() {
        List<String> kept = new ArrayList<>();
        NsqDeadLetters letters =
                new NsqDeadLetters(
                        producer,
                        "ocr.completed.dlq",
                        "/inkstream",
                        letter -> {
                            assertThat(producer.published).isEmpty();
                            kept.add(letter.reason());
                            return Future.succeededFuture("dead_letters/enrichment/0a1b");
                        });

        letters.bury(letter());

        assertThat(kept).containsExactly("it is not JSON");
        JsonObject told = producer.published.get(0).json();
        assertThat(told.getString("type")).isEqualTo("org.inkstream.letter.dead.v1");
        assertThat(told.getJsonObject("data").getString("reference"))
                .isEqualTo("dead_letters/enrichment/0a1b");
        assertThat(told.encode()).doesNotContain("no json at all");
        assertThat(problems(told.getJsonObject("data"))).isEmpty();
    }

    @Test
    void a_dead_letter_that_cannot_be_kept_is_not_told() {
        NsqDeadLetters letters =
                new NsqDeadLetters(
                        producer,
                        "ocr.completed.dlq",
                        "/inkstream",
                        letter -> Future.failedFuture("the store is away"));

        assertThat(letters.bury(letter()).failed()).isTrue();
        assertThat(producer.published).isEmpty();
    }

    private static Set<ValidationMessage> problems(JsonObject data) {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        NsqPublishingTest.class.getResourceAsStream(
                                "/org/inkstream/events/letter.dead.v1.json"))
                .validate(data.encode(), InputFormat.JSON);
    }

    private static DeadLetter letter() {
        Delivery delivery =
                new Delivery(
                        new Delivery.Origin("enrichment", -1, -1),
                        "",
                        "no json at all".getBytes(StandardCharsets.UTF_8),
                        Map.of(Delivery.MESSAGE_ID, "0a1b"));
        return new DeadLetter(delivery, ErrorClass.INVALID_DATA, "it is not JSON", 1, NOON);
    }

    private static Announcement event(EventType type, String id, String text) {
        JsonObject data = new JsonObject().put("collectionId", "collection").put("text", text);
        return new Announcement(type, id, "letter", NOON, data);
    }

    private record Published(String topic, Buffer message) {
        JsonObject json() {
            return message.toJsonObject();
        }
    }

    private static final class ScriptedProducer implements NsqProducer {
        private final List<Published> published = new ArrayList<>();
        private String refuses = "";
        private int bodies;
        private int largestBody;

        @Override
        public Future<Void> publish(String topic, Buffer message) {
            return publishAll(topic, List.of(message));
        }

        @Override
        public Future<Void> publishAll(String topic, List<Buffer> messages) {
            if (topic.equals(refuses)) {
                return Future.failedFuture("E_BAD_TOPIC");
            }
            bodies++;
            int body = messages.stream().mapToInt(Buffer::length).sum();
            largestBody = Math.max(largestBody, body);
            messages.forEach(message -> published.add(new Published(topic, message)));
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> publishLater(String topic, Duration delay, Buffer message) {
            throw new UnsupportedOperationException("nothing is told later");
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
