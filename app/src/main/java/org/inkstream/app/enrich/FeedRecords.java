package org.inkstream.app.enrich;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.inkstream.config.TopicNames;

/** What a record of each topic tells. */
final class FeedRecords {
    /** Names the run that a published letter leads to. */
    static final String RUN_HEADER = "inkstream-run";

    private final TopicNames topics;
    private final EventFeed.References references;

    FeedRecords(TopicNames topics, EventFeed.References references) {
        this.topics = topics;
        this.references = references;
    }

    RunEvent read(ConsumerRecord<String, byte[]> read) {
        if (read.topic().equals(topics.ocrCompleted())) {
            return new RunEvent.Published(key(read), header(read, RUN_HEADER));
        }
        if (read.topic().equals(topics.deadLetters())) {
            return new RunEvent.Buried(key(read), header(read, "reason"));
        }
        return announced(read);
    }

    private RunEvent announced(ConsumerRecord<String, byte[]> read) {
        JsonObject data = new JsonObject(Buffer.buffer(read.value()));
        return new RunEvent.Announced(
                header(read, "ce_id"),
                header(read, "ce_type"),
                key(read),
                header(read, "ce_time"),
                references.resolve(key(read), data));
    }

    private static String key(ConsumerRecord<String, byte[]> read) {
        String key = read.key();
        return key == null ? "" : key;
    }

    private static String header(ConsumerRecord<String, byte[]> read, String name) {
        Header header = read.headers().lastHeader(name);
        return header == null || header.value() == null
                ? ""
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
