package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.await;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.inkstream.identity.Ids;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.journal.UnfinishedRuns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class UnfinishedRunsContractTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final StoreUnderTest store;

    UnfinishedRunsContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void all_slices_together_hold_every_run_that_is_open_or_parked_and_old_enough() {
        List<RunStore.Write> old =
                IntStream.range(0, 600)
                        .mapToObj(i -> run("letter-" + i, i % 2 == 0 ? "open" : "parked", NOON))
                        .toList();
        await(store.stores.runs().write(old));
        await(
                store.stores
                        .runs()
                        .write(
                                List.of(
                                        run("young", "open", NOON.plusSeconds(60)),
                                        run("done", "closed", NOON),
                                        run("dead", "dead", NOON))));

        List<UnfinishedRuns.Run> found =
                IntStream.range(0, UnfinishedRuns.SLICES)
                        .mapToObj(this::slice)
                        .flatMap(List::stream)
                        .toList();

        assertThat(found)
                .extracting(UnfinishedRuns.Run::id)
                .containsExactlyInAnyOrderElementsOf(
                        old.stream().map(RunStore.Write::runId).toList());
        assertThat(found)
                .allSatisfy(
                        run -> {
                            assertThat(run.owner()).isEqualTo("me#1");
                            assertThat(run.openedAt()).isEqualTo(NOON);
                            assertThat(run.collectionId()).isEqualTo("collection");
                        });
        assertThat(found).filteredOn(UnfinishedRuns.Run::isParked).hasSize(300);
    }

    private List<UnfinishedRuns.Run> slice(int number) {
        return await(store.stores.unfinishedRuns().unfinished(number, NOON.plusSeconds(1)));
    }

    private static RunStore.Write run(String documentId, String state, Instant openedAt) {
        return new RunStore.Write(
                Ids.runId(documentId, "text", "revision", 1),
                "me#1",
                1,
                new JsonObject().put("state", state),
                new JsonObject()
                        .put("documentId", documentId)
                        .put("collectionId", "collection")
                        .put("openedAt", openedAt.toString()),
                List.of());
    }
}
