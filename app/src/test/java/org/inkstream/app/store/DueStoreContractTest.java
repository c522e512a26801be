package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.inkstream.pipeline.journal.DueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class DueStoreContractTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123Z");

    private final StoreUnderTest store;
    private final DueStore due;

    DueStoreContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
        due = store.stores.due();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_is_due_comes_earliest_first_and_no_more_than_was_asked_for() {
        put("later", Duration.ofSeconds(-1));
        put("not yet", Duration.ofMillis(1));
        put("earliest", Duration.ofHours(-1));
        put("now", Duration.ZERO);

        assertThat(await(due.due(NOW, 10)))
                .extracting(DueStore.Entry::id)
                .containsExactly("earliest", "later", "now");
        assertThat(await(due.due(NOW, 1)))
                .extracting(DueStore.Entry::id)
                .containsExactly("earliest");
    }

    @Test
    void an_entry_comes_back_as_it_was_put_and_takes_the_place_of_its_predecessor() {
        put("run", Duration.ofDays(1));
        DueStore.Entry again =
                new DueStore.Entry(
                        "run",
                        DueStore.Kind.HEAL,
                        "letter",
                        "collection",
                        NOW.minusSeconds(1),
                        new JsonObject().put("tools", "extract_people"));

        await(due.put(again));

        assertThat(await(due.due(NOW, 10))).containsExactly(again);
    }

    @Test
    void what_is_planned_already_keeps_its_time() {
        put("run", Duration.ZERO);
        DueStore.Entry sooner =
                new DueStore.Entry(
                        "run",
                        DueStore.Kind.RECONCILE,
                        "letter",
                        "collection",
                        NOW.minusSeconds(9),
                        new JsonObject());

        assertThat(await(due.plan(sooner))).isFalse();
        assertThat(await(due.due(NOW.minusSeconds(1), 10))).isEmpty();
        await(due.remove("run"));
        assertThat(await(due.plan(sooner))).isTrue();

        assertThat(await(due.due(NOW, 10))).containsExactly(sooner);
    }

    @Test
    void what_is_removed_is_gone_and_removing_it_again_is_harmless() {
        put("run", Duration.ZERO);

        await(due.remove("run"));
        await(due.remove("run"));

        assertThat(await(due.due(NOW, 10))).isEmpty();
    }

    private void put(String id, Duration fromNow) {
        await(
                due.put(
                        new DueStore.Entry(
                                id,
                                DueStore.Kind.RETRY,
                                "letter",
                                "collection",
                                NOW.plus(fromNow),
                                new JsonObject())));
    }
}
