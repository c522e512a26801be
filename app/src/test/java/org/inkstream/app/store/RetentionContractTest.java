package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.RETENTION;
import static org.inkstream.app.store.StoreUnderTest.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.inkstream.pipeline.journal.RunStore.Write;
import org.inkstream.pipeline.store.mongo.RetentionSweeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class RetentionContractTest {
    private final StoreUnderTest store;
    private final RetentionSweeper sweeper;

    RetentionContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
        sweeper = store.stores.sweeper(store.timers);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void runs_that_were_closed_long_ago_are_trimmed_and_later_forgotten() {
        journal(closed("old"), dead("old too"), open("still open"));
        store.timers.advance(RETENTION.plusDays(1));
        journal(closed("young"));

        int removed = await(sweeper.sweep());

        assertThat(removed).isEqualTo(2);
        assertThat(ids("journal")).containsExactlyInAnyOrder("young", "still open");
        assertThat(ids("runs")).containsExactlyInAnyOrder("old", "old too");
        assertThat(store.all("runs").get(0).fieldNames())
                .contains("documentId", "closedAt", "trimmedAt")
                .doesNotContain("event");

        store.timers.advance(RETENTION.plusDays(1));
        await(sweeper.sweep());

        assertThat(ids("runs")).containsExactly("young");
    }

    @Test
    void more_than_one_batch_is_swept_in_one_go() {
        journal(IntStream.range(0, 450).mapToObj(i -> closed("run" + i)).toArray(Write[]::new));
        store.timers.advance(RETENTION.plusDays(1));

        assertThat(await(sweeper.sweep())).isEqualTo(450);

        assertThat(ids("journal")).isEmpty();
        assertThat(ids("runs")).hasSize(450);
    }

    @Test
    void completed_reviews_go_after_thirty_days_and_open_ones_stay() {
        store.insert("review_queue", new JsonObject().put("_id", "open"));
        store.insert(
                "review_queue", new JsonObject().put("_id", "done").put("completed_at", now()));
        store.timers.advance(Duration.ofDays(31));

        await(sweeper.sweep());

        assertThat(ids("review_queue")).containsExactly("open");
    }

    @Test
    void history_is_forgotten_and_the_current_document_stays() {
        for (String run : List.of("run1", "run2")) {
            JsonObject document = new JsonObject().put("_id", "letter").put("runId", run);
            await(store.stores.results().save(document));
        }
        store.timers.advance(RETENTION.plusDays(1));

        await(sweeper.sweep());

        assertThat(ids("enriched_history")).isEmpty();
        assertThat(ids("enriched_documents")).containsExactly("letter");
    }

    @Test
    void a_sweeper_that_is_stopped_leaves_no_timer() {
        sweeper.start();
        assertThat(store.timers.pending()).isEqualTo(1);

        sweeper.stop();

        assertThat(store.timers.pending()).isZero();
    }

    private void journal(Write... writes) {
        await(store.stores.runs().write(List.of(writes)));
    }

    private Write closed(String runId) {
        return over(runId, "closed");
    }

    private Write dead(String runId) {
        return over(runId, "dead");
    }

    private Write over(String runId, String state) {
        JsonObject run =
                new JsonObject()
                        .put("documentId", "letter")
                        .put("state", state)
                        .put("closedAt", store.timers.now().toString())
                        .put("event", new JsonObject().put("text", "Dear Sir"));
        return new Write(runId, "me#1", 1, run, new JsonObject(), List.of());
    }

    private static Write open(String runId) {
        JsonObject run = new JsonObject().put("state", "open");
        return new Write(runId, "me#1", 1, run, new JsonObject(), List.of());
    }

    private JsonObject now() {
        return new JsonObject().put("$date", store.timers.now().toString());
    }

    private List<String> ids(String collection) {
        return store.all(collection).stream().map(one -> one.getString("_id")).toList();
    }
}
