package org.inkstream.pipeline.publish.kafka;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.inkstream.config.TopicNames;
import org.inkstream.pipeline.publish.Announcement;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.pipeline.publish.EventData;
import org.inkstream.time.Iso;

/**
 * Announces events as CloudEvents 1.0 in binary mode: attributes in {@code ce_} headers, the data
 * as JSON in the value, the document id as the key. Data too large for an event gives way to a
 * reference to the stored document. Events are encoded on the sending thread and must not change
 * until they are announced.
 */
public final class KafkaAnnouncer implements Announcer {
    private static final byte[] SPEC_VERSION = utf8("1.0");
    private static final byte[] CONTENT_TYPE = utf8("application/json");

    private final EventProducer producer;
    private final TopicNames topics;
    private final byte[] source;

    /**
     * @param source the CloudEvents {@code source}, a URI reference such as {@code /inkstream/NAME}
     */
    public KafkaAnnouncer(EventProducer producer, TopicNames topics, String source) {
        this.producer = producer;
        this.topics = topics;
        this.source = utf8(source);
    }

    @Override
    public Future<Void> announce(List<Announcement> events) {
        return producer.send(() -> events.stream().map(this::recordOf).toList());
    }

    private ProducerRecord<String, byte[]> recordOf(Announcement event) {
        EventData data = EventData.of(event);
        ProducerRecord<String, byte[]> announced =
                new ProducerRecord<>(event.type().topicIn(topics), event.documentId(), data.json());
        Headers headers = announced.headers();
        headers.add("ce_specversion", SPEC_VERSION);
        put(headers, "ce_id", event.id());
        headers.add("ce_source", source);
        put(headers, "ce_type", event.type().cloudEventsType());
        put(headers, "ce_subject", event.documentId());
        put(headers, "ce_time", Iso.text(event.time()));
        headers.add("content-type", CONTENT_TYPE);
        if (data.isReference()) {
            put(headers, "ce_dataref", data.reference());
        }
        return announced;
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
