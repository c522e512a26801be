package org.inkstream.pipeline.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.inkstream.pipeline.journal.RunStore.Write;
import org.junit.jupiter.api.Test;

final class JournalFormTest {
    private static final JsonObject NOTHING = new JsonObject();

    @Test
    void a_write_holds_only_under_its_owner_and_epoch() {
        assertThat(JournalForm.held(write(NOTHING, NOTHING, List.of())))
                .isEqualTo(
                        new JsonObject().put("_id", "run").put("owner", "me#1").put("epoch", 7L));
    }

    @Test
    void a_write_that_changes_nothing_names_no_empty_operator() {
        JsonObject update = update(write(NOTHING, NOTHING, List.of()));

        // Servers before MongoDB 5 refuse an empty $set.
        assertThat(update.fieldNames()).containsExactly("$setOnInsert");
    }

    @Test
    void what_is_set_and_unset_goes_to_its_operator() {
        JsonObject update =
                update(
                        write(
                                new JsonObject().put("state", "closed"),
                                new JsonObject().put("documentId", "letter"),
                                List.of("event", "steps")));

        assertThat(update)
                .isEqualTo(
                        new JsonObject()
                                .put("$set", new JsonObject().put("state", "closed"))
                                .put(
                                        "$setOnInsert",
                                        new JsonObject()
                                                .put("documentId", "letter")
                                                .put("schemaVersion", 1))
                                .put(
                                        "$unset",
                                        new JsonObject().put("event", true).put("steps", true)));
    }

    @Test
    void objects_and_arrays_stand_as_text_and_are_read_as_they_were() {
        JsonObject result = new JsonObject().put("a.b", new JsonObject().put("$c", 1));
        JsonArray list = new JsonArray().add(result);
        JsonObject set = new JsonObject().put("event", result).put("list", list).put("n", 3);

        JsonObject stored = update(write(set, NOTHING, List.of())).getJsonObject("$set");

        assertThat(stored.getJsonObject("event").getString("json")).isEqualTo(result.encode());
        assertThat(JournalForm.fromStore(stored)).isEqualTo(set);
    }

    @Test
    void it_is_written_without_a_copy_as_the_copy_would_be() {
        JsonObject members =
                new JsonObject()
                        .put("openedAt", "2026-01-01T00:00:00.123456Z")
                        .put("closedAt", Instant.EPOCH)
                        .put("dueAt", "some day")
                        .put("steps.a.result", "2026-01-01T00:00:00Z")
                        .put("steps.a.intent", true)
                        .put("event.headers", new JsonObject().put("at", "2026-01-01T00:00:00Z"))
                        .put("event.offset", 1L << 40)
                        .put("list", new JsonArray().add(1))
                        .putNull("nothing");

        assertThat(BsonBytes.ofRun(members)).isEqualTo(BsonBytes.of(JournalForm.toStore(members)));
    }

    private static JsonObject update(Write write) {
        return new JsonObject(BsonBytes.of(JournalForm.update(write)).toJson());
    }

    private static Write write(JsonObject set, JsonObject setOnInsert, List<String> unset) {
        return new Write("run", "me#1", 7, set, setOnInsert, unset);
    }
}
