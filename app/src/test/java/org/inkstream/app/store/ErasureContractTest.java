package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.await;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.inkstream.app.service.EraseCommand;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.ReuseStore;
import org.inkstream.pipeline.journal.RunStore.Write;
import org.inkstream.pipeline.store.mongo.Erasure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class ErasureContractTest {
    private static final List<String> ALL =
            List.of(
                    "enriched_documents",
                    "enriched_history",
                    "journal",
                    "runs",
                    "reuse",
                    "due",
                    "review_queue",
                    "unhealed",
                    "answers");

    private final StoreUnderTest store;
    private final Erasure erasure;

    ErasureContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
        erasure = store.stores.erasure();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void nothing_of_an_erased_letter_is_left_but_what_it_cost() {
        fill("letter", "closed");
        fill("another", "closed");

        Erasure.Erased erased = await(erasure.erase("letter", false));

        assertThat(erased.removed().keySet()).containsExactlyInAnyOrderElementsOf(ALL);
        for (String collection : ALL) {
            assertThat(store.all(collection))
                    .as(collection)
                    .isNotEmpty()
                    .noneMatch(one -> one.encode().contains("letter"));
        }
        assertThat(store.all("cost_records")).hasSize(2);
    }

    @Test
    void that_a_letter_was_erased_stays_known_by_its_id_alone() {
        fill("letter", "closed");

        await(erasure.erase("letter", false));

        JsonObject noted = store.all("erased").get(0);
        assertThat(noted.getString("_id")).isEqualTo("letter");
        assertThat(noted.fieldNames()).containsExactlyInAnyOrder("_id", "at", "schemaVersion");
    }

    @Test
    void a_letter_that_is_being_worked_on_is_left_alone_unless_somebody_knows_better() {
        fill("letter", "open");

        Erasure.Erased refused = await(erasure.erase("letter", false));
        int left = store.all("enriched_documents").size();
        Erasure.Erased forced = await(erasure.erase("letter", true));

        assertThat(refused.inWork()).isTrue();
        assertThat(left).isEqualTo(1);
        assertThat(forced.total()).isPositive();
        assertThat(store.all("journal")).isEmpty();
    }

    @Test
    void an_erasure_may_be_repeated() {
        fill("letter", "closed");
        await(erasure.erase("letter", false));

        assertThat(await(erasure.erase("letter", false)).total()).isZero();
    }

    @Test
    void the_command_erases_nothing_until_it_is_told_to() {
        fill("letter", "closed");

        assertThat(command("letter")).contains("--yes");
        assertThat(store.all("enriched_documents")).hasSize(1);
        assertThat(command("letter", "stranger", "--yes"))
                .contains("letter erased")
                .contains("stranger is not in the store");
        assertThat(store.all("enriched_documents")).isEmpty();
    }

    private String command(String... arguments) {
        StringWriter printed = new StringWriter();
        CommandLine command =
                new CommandLine(new EraseCommand())
                        .setOut(new PrintWriter(printed))
                        .setErr(new PrintWriter(printed));
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        Map.of("store.uri", store.uri(), "store.database", store.database())
                .forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
        command.execute(all.toArray(String[]::new));
        return printed.toString();
    }

    private void fill(String id, String state) {
        for (String run : List.of("one", "two")) {
            JsonObject document = new JsonObject().put("_id", id).put("runId", id + run);
            await(store.stores.results().save(document));
        }
        await(
                store.stores
                        .results()
                        .recordCosts(List.of(new JsonObject().put("_id", "cost " + id))));
        await(
                store.stores
                        .results()
                        .requestReview(
                                new JsonObject().put("_id", "review " + id).put("documentId", id)));
        JsonObject run =
                new JsonObject()
                        .put("documentId", id)
                        .put("textHash", "text of " + id)
                        .put("state", state);
        await(
                store.stores
                        .runs()
                        .write(
                                List.of(
                                        new Write(
                                                id + "one",
                                                "me#1",
                                                1,
                                                run,
                                                new JsonObject(),
                                                List.of()))));
        store.insert("unhealed", new JsonObject().put("_id", id).put("runId", id + "one"));
        store.insert("runs", new JsonObject().put("_id", id + "old").put("documentId", id));
        await(
                store.stores
                        .reuse()
                        .put(List.of(new ReuseStore.Pointer("text of " + id, id + "one", id))));
        await(
                store.stores
                        .due()
                        .put(
                                new DueStore.Entry(
                                        id + "one",
                                        DueStore.Kind.RETRY,
                                        id,
                                        "collection",
                                        store.timers.now(),
                                        new JsonObject())));
        store.onLoop(() -> store.stores.answers().keep(id, id, new JsonObject()));
    }
}
