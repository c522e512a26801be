package org.inkstream.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.inkstream.pipeline.document.OcrCompleted;
import org.junit.jupiter.api.Test;

class UrgentTest {
    private final OcrEventDecoder decoder = new OcrEventDecoder();
    private final List<OcrCompleted> taken = new ArrayList<>();

    @Test
    void a_letter_that_came_as_urgent_goes_before_others() {
        assertThat(came(new JsonObject()).priority()).isEqualTo(Urgent.PRIORITY);
        assertThat(came(new JsonObject().put("priority", 3)).priority()).isEqualTo(3);
        assertThat(came(new JsonObject().put("priority", -1)).priority()).isEqualTo(-1);
    }

    @Test
    void it_stays_so_when_it_is_read_again_from_the_journal() {
        OcrCompleted event = came(new JsonObject());

        Decoding again = decoder.decode(event.received());

        assertThat(again).isInstanceOf(Decoding.Decoded.class);
        assertThat(((Decoding.Decoded) again).event().priority()).isEqualTo(Urgent.PRIORITY);
    }

    /** What reaches the workflow of a letter with these members. */
    private OcrCompleted came(JsonObject members) {
        taken.clear();
        Intake intake =
                delivery -> {
                    taken.add(((Decoding.Decoded) decoder.decode(delivery)).event());
                    return Future.succeededFuture(new Settlement.Done());
                };
        JsonObject event =
                members.copy()
                        .put("documentId", "a")
                        .put("collectionId", "smith")
                        .put("text", "Dear Anna");
        Delivery delivery =
                new Delivery(
                        new Delivery.Origin("ocr.urgent", 0, 0),
                        "a",
                        event.encode().getBytes(StandardCharsets.UTF_8),
                        Map.of());
        Urgent.lanes(List.of(new Lane(Runnable::run, intake)))
                .get(0)
                .intake()
                .accept(delivery, () -> {});
        return taken.get(0);
    }
}
