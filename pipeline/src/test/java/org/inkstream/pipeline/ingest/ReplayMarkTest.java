package org.inkstream.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.inkstream.pipeline.document.OcrCompleted;
import org.junit.jupiter.api.Test;

class ReplayMarkTest {
    private static final JsonObject EVENT =
            new JsonObject()
                    .put("documentId", "letter")
                    .put("collectionId", "papers")
                    .put("text", "Liebe Anna,\nGrüße \uD83D\uDC8C");

    private final OcrEventDecoder decoder = new OcrEventDecoder();

    @Test
    void bare_data_structured_and_binary_events_say_that_they_are_replayed_and_keep_their_text() {
        JsonObject structured =
                new JsonObject()
                        .put("specversion", "1.0")
                        .put("type", Envelope.EVENT_TYPE)
                        .put("id", "1")
                        .put("source", "/test")
                        .put("data", EVENT);
        Map<String, String> binary =
                Map.of("ce_specversion", "1.0", "ce_type", Envelope.EVENT_TYPE);

        assertThat(replayed(bytes(EVENT), Map.of())).isEqualTo("again");
        assertThat(replayed(bytes(structured), Map.of())).isEqualTo("again");
        assertThat(replayed(bytes(EVENT), binary)).isEqualTo("again");
    }

    @Test
    void the_older_systems_task_stays_one() {
        JsonObject task =
                new JsonObject()
                        .put("document_id", "letter")
                        .put("ocr_data", new JsonObject().put("text", EVENT.getString("text")));

        assertThat(replayed(bytes(task), Map.of())).isEqualTo("again");
    }

    @Test
    void the_mark_of_an_earlier_replay_gives_way() {
        byte[] once = ReplayMark.on(bytes(EVENT), Map.of(), "once");

        assertThat(replayed(once, Map.of())).isEqualTo("again");
    }

    @Test
    void what_is_no_event_stays_as_it_is() {
        byte[] none = "this is no letter".getBytes(StandardCharsets.UTF_8);
        byte[] broken = {'{', (byte) 0xff};

        assertThat(ReplayMark.on(none, Map.of(), "again")).isEqualTo(none);
        assertThat(ReplayMark.on(broken, Map.of(), "again")).isEqualTo(broken);
    }

    private String replayed(byte[] record, Map<String, String> headers) {
        OcrCompleted before = read(record, headers);
        OcrCompleted after = read(ReplayMark.on(record, headers, "again"), Map.of());
        assertThat(after.textHash()).isEqualTo(before.textHash());
        assertThat(after.documentId()).isEqualTo("letter");
        return after.received().replayedFrom();
    }

    private OcrCompleted read(byte[] record, Map<String, String> headers) {
        return decoder.decode(record, headers)
                .match(
                        decoded -> decoded.event(),
                        rejected -> {
                            throw new AssertionError(rejected.reason());
                        });
    }

    private static byte[] bytes(JsonObject json) {
        return json.toBuffer().getBytes();
    }
}
