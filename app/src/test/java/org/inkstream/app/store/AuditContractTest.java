package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.await;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.inkstream.pipeline.audit.Audit;
import org.inkstream.pipeline.audit.AuditReport;
import org.inkstream.pipeline.audit.EventSide;
import org.inkstream.pipeline.audit.Finding;
import org.inkstream.pipeline.audit.Problem;
import org.inkstream.pipeline.audit.SourceSide;
import org.inkstream.pipeline.audit.StoreSide;
import org.inkstream.pipeline.journal.RunStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class AuditContractTest {
    private static final String OPENED = "2026-02-01T08:00:00Z";

    private final StoreUnderTest store;

    AuditContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void books_of_several_pages_are_read_to_their_end() {
        int letters = 1_203;
        await(
                store.stores
                        .runs()
                        .write(
                                IntStream.range(0, letters)
                                        .mapToObj(i -> closed("letter-" + i, new JsonObject()))
                                        .toList()));

        AuditReport report = audit();

        assertThat(report.counts()).containsEntry("runs closed", (long) letters);
        assertThat(report.findings())
                .hasSize(letters)
                .extracting(Finding::problem)
                .containsOnly(Problem.NO_LETTER);
    }

    @Test
    void a_letter_and_the_cost_records_of_its_run_are_compared_to_the_pico_dollar() {
        await(store.stores.runs().write(List.of(closed("letter", new JsonObject()))));
        await(
                store.stores
                        .results()
                        .save(
                                new JsonObject()
                                        .put("_id", "letter")
                                        .put("documentId", "letter")
                                        .put("runId", "run-letter")
                                        .put("textHash", "text")
                                        .put(
                                                "tools",
                                                new JsonObject()
                                                        .put(
                                                                "a",
                                                                new JsonObject()
                                                                        .put(
                                                                                "cost_usd",
                                                                                "0.000000000012"))
                                                        .put("b", new JsonObject()))));
        await(store.stores.results().recordCosts(List.of(cost("1", 7))));
        assertThat(audit().findings())
                .extracting(Finding::problem)
                .containsExactly(Problem.COSTS_DIFFER);

        await(store.stores.results().recordCosts(List.of(cost("2", 5))));

        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void a_pass_that_changed_nothing_needs_no_letter() {
        await(
                store.stores
                        .runs()
                        .write(List.of(closed("letter", new JsonObject().put("saved", false)))));

        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void a_letter_that_was_erased_is_known_as_such() {
        await(store.stores.erasure().erase("letter", false));

        assertThat(audit().counts()).containsEntry("letters erased", 1L);
    }

    private AuditReport audit() {
        StoreSide side = await(store.stores.audit().read(new StoreSide(new EventSide())));
        return Audit.compare(new SourceSide(), side, owner -> false, Instant.parse(OPENED));
    }

    private static JsonObject cost(String id, long picoUsd) {
        return new JsonObject()
                .put("_id", id)
                .put("runId", "run-letter")
                .put("cost_pico_usd", picoUsd);
    }

    private static RunStore.Write closed(String documentId, JsonObject summary) {
        return new RunStore.Write(
                "run-" + documentId,
                "me#1",
                1,
                new JsonObject().put("state", "closed").put("summary", summary),
                new JsonObject()
                        .put("documentId", documentId)
                        .put("textHash", "text")
                        .put("openedAt", OPENED),
                List.of());
    }
}
