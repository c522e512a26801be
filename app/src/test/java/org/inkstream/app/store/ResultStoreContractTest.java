package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.inkstream.pipeline.workflow.ResultStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class ResultStoreContractTest {
    private static final String CREATED = "2026-02-01T08:00:00Z";

    private final StoreUnderTest store;
    private final ResultStore results;

    ResultStoreContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
        results = store.stores.results();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void the_first_result_of_a_document_is_version_one_and_costs_one_write() {
        assertThat(save("run1")).isEqualTo(1);

        assertThat(store.writes).containsExactly("results.save");
        assertThat(current().getInteger("version")).isEqualTo(1);
        assertThat(current().getInteger("schemaVersion")).isEqualTo(1);
    }

    @Test
    void a_letter_is_encoded_where_no_event_loop_waits_for_it() {
        Set<String> readers = ConcurrentHashMap.newKeySet();
        Map<String, Object> fields =
                new LinkedHashMap<>(Map.of("summary", "long")) {
                    @Override
                    public Set<Map.Entry<String, Object>> entrySet() {
                        readers.add(Thread.currentThread().getName());
                        return super.entrySet();
                    }
                };

        await(results.save(document("run1").put("enriched_data", fields)));

        assertThat(readers).isNotEmpty().allMatch(name -> name.startsWith("vert.x-worker"));
    }

    @Test
    void a_run_that_saves_again_keeps_its_version() {
        save("run1");
        save("run2");

        assertThat(save("run2")).isEqualTo(2);

        assertThat(current().getInteger("version")).isEqualTo(2);
        assertThat(store.all("enriched_history")).hasSize(1);
    }

    @Test
    void the_result_of_another_run_raises_the_version_and_the_old_one_is_history() {
        save("run1");

        assertThat(save("run2")).isEqualTo(2);

        assertThat(current().getString("runId")).isEqualTo("run2");
        assertThat(store.all("enriched_history"))
                .singleElement()
                .satisfies(
                        old -> {
                            assertThat(old.getString("_id")).isEqualTo("letter#1");
                            assertThat(old.getString("documentId")).isEqualTo("letter");
                            assertThat(old.getString("runId")).isEqualTo("run1");
                            assertThat(old.getInteger("version")).isEqualTo(1);
                        });
    }

    @Test
    void a_letter_that_has_changed_since_it_was_read_is_not_replaced() {
        save("run1");
        save("run2");

        assertThat(await(results.replace(document("run3"), 1))).isEqualTo(ResultStore.MOVED_ON);
        assertThat(current().getString("runId")).isEqualTo("run2");

        assertThat(await(results.replace(document("run3"), 2))).isEqualTo(3);
        assertThat(await(results.replace(document("run3"), 2))).isEqualTo(3);
        assertThat(current().getString("runId")).isEqualTo("run3");
        assertThat(store.all("enriched_history")).hasSize(2);
    }

    @Test
    void a_run_that_was_succeeded_does_not_come_back_when_it_repeats_its_save() {
        save("run1");
        save("run2");

        assertThat(save("run1")).isEqualTo(1);

        assertThat(current().getString("runId")).isEqualTo("run2");
        assertThat(store.all("enriched_history")).hasSize(1);
    }

    @Test
    void what_a_run_has_saved_is_found_whether_or_not_it_was_succeeded() {
        assertThat(saved("run1")).isEqualTo(new JsonObject());
        save("run1");
        assertThat(saved("run1").getInteger("version")).isEqualTo(1);
        save("run2");

        assertThat(saved("run1").getInteger("version")).isEqualTo(1);
        assertThat(saved("run1").getString("runId")).isEqualTo("run1");
        assertThat(saved("run2").getInteger("version")).isEqualTo(2);
        assertThat(saved("run3")).isEqualTo(new JsonObject());
    }

    private JsonObject saved(String runId) {
        return await(results.saved("letter", runId));
    }

    @Test
    void runs_that_save_at_once_each_get_a_version_and_none_is_lost() {
        List<Future<Integer>> saves =
                IntStream.range(0, 12).mapToObj(i -> results.save(document("run" + i))).toList();

        await(Future.all(saves));
        assertThat(saves)
                .extracting(Future::result)
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(store.all("enriched_history"))
                .extracting(old -> old.getInteger("version"))
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(current().getInteger("version")).isEqualTo(12);
    }

    @Test
    void operators_find_documents_by_score_and_by_date() {
        save("run1");
        JsonObject yesterday =
                new JsonObject().put("$gt", new JsonObject().put("$date", "2026-01-31T00:00:00Z"));

        assertThat(store.find("enriched_documents", new JsonObject().put("created_at", yesterday)))
                .hasSize(1);
        assertThat(
                        store.find(
                                "enriched_documents",
                                new JsonObject().put("quality_metrics.completeness_score", 0.75)))
                .hasSize(1);
    }

    @Test
    void operators_ask_for_a_letter_and_its_review_by_the_name_that_they_know() {
        JsonObject asked = new JsonObject().put("document_id", "letter");
        save("run1");
        save("run2");
        await(results.requestReview(new JsonObject().put("_id", "r1").put("documentId", "letter")));

        assertThat(store.find("enriched_documents", asked))
                .extracting(letter -> letter.getString("runId"))
                .containsExactly("run2");
        assertThat(store.find("review_queue", asked)).hasSize(1);
        assertThat(await(results.read("letter")).fieldNames()).doesNotContain("document_id");
    }

    @Test
    void keys_that_mean_something_to_the_store_do_no_harm() {
        JsonObject awkward =
                document("run1")
                        .put(
                                "fields",
                                new JsonObject()
                                        .put("content.salutation", "Dear Sir")
                                        .put("$price", new JsonArray().add(new JsonObject())));

        await(results.save(awkward));
        await(results.save(awkward));
        await(results.save(awkward.copy().put("runId", "run2")));

        assertThat(current().getJsonObject("fields").fieldNames())
                .containsExactly("content．salutation", "＄price");
    }

    @Test
    void a_review_that_waits_is_withdrawn_and_one_that_was_done_stays() {
        JsonObject waiting = new JsonObject().put("_id", "r1").put("status", "pending");
        JsonObject done = new JsonObject().put("_id", "r2").put("status", "approved");
        await(results.requestReview(waiting));
        await(results.requestReview(done));

        await(results.withdrawReview("r1"));
        await(results.withdrawReview("r2"));
        await(results.withdrawReview("never there"));

        assertThat(store.all("review_queue"))
                .extracting(review -> review.getString("status"))
                .containsExactlyInAnyOrder("superseded", "approved");
    }

    @Test
    void a_cost_that_is_recorded_again_is_still_one() {
        JsonObject first = new JsonObject().put("_id", "c1").put("timestamp", CREATED);
        JsonObject second = new JsonObject().put("_id", "c2").put("timestamp", CREATED);
        await(results.recordCosts(List.of(first)));

        await(results.recordCosts(List.of(first, second)));

        assertThat(store.all("cost_records"))
                .extracting(cost -> cost.getString("_id"))
                .containsExactlyInAnyOrder("c1", "c2");
        assertThat(store.writes).containsExactly("costs.record", "costs.record");
    }

    @Test
    void nothing_to_record_is_no_write() {
        await(results.recordCosts(List.of()));

        assertThat(store.writes).isEmpty();
    }

    @Test
    void a_review_that_a_person_settled_is_left_alone() {
        JsonObject item = new JsonObject().put("_id", "r1").put("status", "pending");
        await(results.requestReview(item));
        JsonObject approved = new JsonObject().put("status", "approved");
        await(
                store.stores
                        .client()
                        .updateCollection(
                                "review_queue",
                                new JsonObject().put("_id", "r1"),
                                new JsonObject().put("$set", approved)));

        await(results.requestReview(item));

        assertThat(store.all("review_queue"))
                .singleElement()
                .extracting(review -> review.getString("status"))
                .isEqualTo("approved");
    }

    private int save(String runId) {
        return await(results.save(document(runId)));
    }

    private static JsonObject document(String runId) {
        return new JsonObject()
                .put("_id", "letter")
                .put("runId", runId)
                .put("created_at", CREATED)
                .put("quality_metrics", new JsonObject().put("completeness_score", 0.75));
    }

    private JsonObject current() {
        return store.find("enriched_documents", new JsonObject().put("_id", "letter")).get(0);
    }
}
