package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.await;
import static org.inkstream.pipeline.journal.RunStore.Outcome.KEPT;
import static org.inkstream.pipeline.journal.RunStore.Outcome.LOST;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.journal.RunStore.Write;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class RunStoreContractTest {
    private static final JsonObject AWKWARD =
            new JsonObject()
                    .put("a.b", "dots")
                    .put("$set", new JsonObject().put("$date", "no date"))
                    .put("json", "no wrapping")
                    .put("", new JsonArray().add(1.5).addNull().add("ſt\u0000\ud83d\ude00"));

    private final StoreUnderTest store;
    private final RunStore runs;

    RunStoreContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
        runs = store.stores.runs();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_run_is_inserted_by_its_first_write_and_changed_by_the_next() {
        JsonObject opened = new JsonObject().put("state", "open").put("event", AWKWARD);
        write(new Write("run", "me#1", 1, new JsonObject(), opened, List.of()));

        List<RunStore.Outcome> outcome =
                write(change("run", "me#1", 1, new JsonObject().put("steps.t.intent", "key")));

        assertThat(outcome).containsExactly(KEPT);
        assertThat(await(runs.read("run")))
                .isEqualTo(
                        new JsonObject()
                                .put("_id", "run")
                                .put("owner", "me#1")
                                .put("epoch", 1L)
                                .put("state", "open")
                                .put("event", AWKWARD)
                                .put(
                                        "steps",
                                        new JsonObject()
                                                .put("t", new JsonObject().put("intent", "key")))
                                .put("schemaVersion", 1));
    }

    @Test
    void an_unknown_run_reads_as_empty() {
        assertThat(await(runs.read("nobody"))).isEmpty();
    }

    @Test
    void results_come_back_whatever_their_keys_are() {
        write(change("run", "me#1", 1, new JsonObject().put("steps.tool.result", AWKWARD)));

        JsonObject steps = await(runs.read("run")).getJsonObject("steps");

        assertThat(steps.getJsonObject("tool").getJsonObject("result")).isEqualTo(AWKWARD);
    }

    @Test
    void times_are_dates_in_the_store_and_text_for_the_reader() {
        String closed = "2026-03-01T10:15:30.123Z";

        write(change("run", "me#1", 1, new JsonObject().put("closedAt", closed)));

        assertThat(await(runs.read("run")).getString("closedAt")).isEqualTo(closed);
        assertThat(store.all("journal").get(0).getJsonObject("closedAt").getString("$date"))
                .isEqualTo(closed);
    }

    @Test
    void a_path_that_is_unset_is_gone() {
        JsonObject both = new JsonObject().put("event", AWKWARD).put("state", "open");
        write(change("run", "me#1", 1, both));

        write(
                new Write(
                        "run",
                        "me#1",
                        1,
                        new JsonObject().put("state", "closed"),
                        new JsonObject(),
                        List.of("event")));

        assertThat(await(runs.read("run")).fieldNames()).doesNotContain("event");
    }

    @Test
    void a_write_under_another_owner_or_epoch_is_lost_and_its_neighbours_are_kept() {
        write(
                change("mine", "me#1", 3, state("a")),
                change("theirs", "they#1", 1, state("a")),
                change("later", "me#1", 4, state("a")));

        List<RunStore.Outcome> outcomes =
                write(
                        change("theirs", "me#1", 1, state("b")),
                        change("mine", "me#1", 3, state("b")),
                        change("later", "me#1", 3, state("b")),
                        change("new", "me#1", 1, state("b")));

        assertThat(outcomes).containsExactly(LOST, KEPT, LOST, KEPT);
        assertThat(List.of("theirs", "mine", "later", "new"))
                .extracting(run -> await(runs.read(run)).getString("state"))
                .containsExactly("a", "b", "a", "b");
    }

    @Test
    void any_number_of_runs_is_one_write_to_the_store() {
        write(
                IntStream.range(0, 50)
                        .mapToObj(i -> change("run" + i, "me#1", 1, state("open")))
                        .toArray(Write[]::new));

        assertThat(store.writes).containsExactly("journal.write");
    }

    @Test
    void whoever_was_deposed_writes_nothing_more() {
        write(change("run", "old#1", 1, state("open")));

        JsonObject taken = await(takeOver("run", "old#1", 1, "new#1"));

        assertThat(taken.getString("owner")).isEqualTo("new#1");
        assertThat(taken.getInteger("deaths")).isEqualTo(1);
        assertThat(taken.getLong("epoch")).isEqualTo(2);
        assertThat(write(change("run", "old#1", 1, state("closed")))).containsExactly(LOST);
        assertThat(await(runs.read("run"))).isEqualTo(taken);
    }

    @Test
    void a_takeover_needs_the_owner_and_the_epoch_that_were_seen() {
        write(change("run", "old#1", 2, state("open")));

        assertThat(await(takeOver("run", "old#1", 1, "new#1"))).isEmpty();
        assertThat(await(takeOver("run", "other#1", 2, "new#1"))).isEmpty();
        assertThat(await(takeOver("nobody", "old#1", 2, "new#1"))).isEmpty();
        assertThat(await(runs.read("run")).getString("owner")).isEqualTo("old#1");
    }

    @Test
    void a_closed_run_is_not_taken_over() {
        write(change("run", "old#1", 1, state("closed")));

        assertThat(await(takeOver("run", "old#1", 1, "new#1"))).isEmpty();
    }

    @Test
    void a_parked_run_is_open_again_when_it_is_taken() {
        write(change("run", "old#1", 1, state("parked")));
        assertThat(await(takeOver("run", "old#1", 1, "new#1"))).isEmpty();

        JsonObject taken =
                await(
                        runs.takeOver(
                                new RunStore.Claim(
                                        "run", "old#1", 1, "parked", "new#1", new JsonObject())));

        assertThat(taken.getString("state")).isEqualTo("open");
        assertThat(await(runs.read("run"))).isEqualTo(taken);
    }

    @Test
    void what_is_set_on_insert_may_be_a_member_of_a_member() {
        JsonObject opened =
                new JsonObject().put("event.value", "{\"a.b\": 1}").put("state", "open");

        write(new Write("run", "me#1", 1, new JsonObject(), opened, List.of()));

        assertThat(await(runs.read("run")).getJsonObject("event"))
                .isEqualTo(new JsonObject().put("value", "{\"a.b\": 1}"));
    }

    @Test
    void only_one_of_many_takeovers_at_once_wins() {
        write(change("run", "old#1", 1, state("open")));

        List<Future<JsonObject>> attempts =
                IntStream.range(0, 16)
                        .mapToObj(i -> takeOver("run", "old#1", 1, "heir#" + i))
                        .toList();

        await(Future.all(attempts));
        assertThat(attempts).filteredOn(attempt -> !attempt.result().isEmpty()).hasSize(1);
        assertThat(await(runs.read("run")).getLong("epoch")).isEqualTo(2);
    }

    private List<RunStore.Outcome> write(Write... writes) {
        return await(runs.write(List.of(writes)));
    }

    private Future<JsonObject> takeOver(String run, String owner, long epoch, String heir) {
        return runs.takeOver(
                new RunStore.Claim(
                        run, owner, epoch, "open", heir, new JsonObject().put("deaths", 1)));
    }

    private static Write change(String run, String owner, long epoch, JsonObject set) {
        return new Write(run, owner, epoch, set, new JsonObject(), List.of());
    }

    private static JsonObject state(String state) {
        return new JsonObject().put("state", state);
    }
}
