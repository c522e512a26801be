package org.inkstream.pipeline.publish.kafka;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.inkstream.config.KafkaSettings;
import org.inkstream.pipeline.publish.Announcement;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.pipeline.publish.EventType;

/**
 * Announces events as CloudEvents 1.0 in binary mode: attributes in {@code ce_} headers, the data
 * as JSON in the value, the document id as the key. Data too large for an event gives way to a
 * reference to the stored document.
 */
public final class KafkaAnnouncer implements Announcer {
    /** Largest data that an event carries itself. */
    static final int MAX_DATA_BYTES = 256 * 1024;

    private static final JacksonCodec JSON = new JacksonCodec();

    private final EventProducer producer;
    private final KafkaSettings.Topics topics;
    private final String source;

    /**
     * @param source the CloudEvents {@code source}, a URI reference such as {@code /inkstream/NAME}
     */
    public KafkaAnnouncer(EventProducer producer, KafkaSettings.Topics topics, String source) {
        this.producer = producer;
        this.topics = topics;
        this.source = source;
    }

    @Override
    public Future<Void> announce(List<Announcement> events) {
        return producer.send(events.stream().map(this::recordOf).toList());
    }

    private ProducerRecord<String, byte[]> recordOf(Announcement event) {
        byte[] data = encoded(event.data());
        boolean tooLarge = data.length > MAX_DATA_BYTES;
        ProducerRecord<String, byte[]> announced =
                new ProducerRecord<>(
                        topicOf(event.type()),
                        event.documentId(),
                        tooLarge ? encoded(reference(event, data.length)) : data);
        Headers headers = announced.headers();
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", event.id());
        put(headers, "ce_source", source);
        put(headers, "ce_type", event.type().cloudEventsType());
        put(headers, "ce_subject", event.documentId());
        put(headers, "ce_time", event.time().toString());
        put(headers, "content-type", "application/json");
        if (tooLarge) {
            put(headers, "ce_dataref", referenceTo(event));
        }
        return announced;
    }

    /** By the codec that knows nothing but JSON: data binding asks each value what it is. */
    private static byte[] encoded(JsonObject data) {
        return JSON.toBuffer(data).getBytes();
    }

    private static JsonObject reference(Announcement event, int bytes) {
        JsonObject reference =
                new JsonObject()
                        .put("documentId", event.documentId())
                        .put("reference", referenceTo(event))
                        .put("bytes", bytes);
        for (String kept : List.of("collectionId", "runId", "version")) {
            if (event.data().containsKey(kept)) {
                reference.put(kept, event.data().getValue(kept));
            }
        }
        return reference;
    }

    private static String referenceTo(Announcement event) {
        return "enriched_documents/" + event.documentId();
    }

    private String topicOf(EventType type) {
        return switch (type) {
            case DOCUMENT_ENRICHED -> topics.documentEnriched();
            case DOCUMENT_QUALITY -> topics.documentQuality();
            case COST_RECORDED -> topics.costRecorded();
            case DOCUMENT_REVIEW -> topics.documentReview();
        };
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
