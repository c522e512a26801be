package org.inkstream.pipeline.publish.kafka;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.inkstream.config.KafkaSettings;
import org.inkstream.json.JsonBytes;
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

    private static final byte[] SPEC_VERSION = utf8("1.0");
    private static final byte[] CONTENT_TYPE = utf8("application/json");

    private final EventProducer producer;
    private final KafkaSettings.Topics topics;
    private final byte[] source;

    /**
     * @param source the CloudEvents {@code source}, a URI reference such as {@code /inkstream/NAME}
     */
    public KafkaAnnouncer(EventProducer producer, KafkaSettings.Topics topics, String source) {
        this.producer = producer;
        this.topics = topics;
        this.source = utf8(source);
    }

    @Override
    public Future<Void> announce(List<Announcement> events) {
        return producer.send(events.stream().map(this::recordOf).toList());
    }

    private ProducerRecord<String, byte[]> recordOf(Announcement event) {
        byte[] data = JsonBytes.of(event.data());
        boolean tooLarge = data.length > MAX_DATA_BYTES;
        ProducerRecord<String, byte[]> announced =
                new ProducerRecord<>(
                        topicOf(event.type()),
                        event.documentId(),
                        tooLarge ? JsonBytes.of(reference(event, data.length)) : data);
        Headers headers = announced.headers();
        headers.add("ce_specversion", SPEC_VERSION);
        put(headers, "ce_id", event.id());
        headers.add("ce_source", source);
        put(headers, "ce_type", event.type().cloudEventsType());
        put(headers, "ce_subject", event.documentId());
        put(headers, "ce_time", event.time().toString());
        headers.add("content-type", CONTENT_TYPE);
        if (tooLarge) {
            put(headers, "ce_dataref", referenceTo(event));
        }
        return announced;
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
        headers.add(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
