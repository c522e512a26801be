package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.await;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.inkstream.pipeline.journal.Owner;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.journal.OwnerStore.Beat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class OwnerStoreContractTest {
    private final StoreUnderTest store;
    private final OwnerStore owners;

    OwnerStoreContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
        owners = store.stores.owners();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_restart_under_the_same_name_deposes_its_predecessor_at_once() {
        Owner first = await(owners.register("pod"));
        assertThat(await(owners.beat(first, 1))).isTrue();

        Owner second = await(owners.register("pod"));

        assertThat(first).isEqualTo(new Owner("pod", 1));
        assertThat(second).isEqualTo(new Owner("pod", 2));
        assertThat(await(owners.beat(first, 2))).isFalse();
        assertThat(await(owners.beat(second, 1))).isTrue();
        assertThat(await(owners.beats())).isEqualTo(Map.of("pod", new Beat(2, 1, false)));
    }

    @Test
    void many_that_start_under_one_name_at_once_get_incarnations_of_their_own() {
        List<Future<Owner>> starts =
                Stream.generate(() -> owners.register("pod")).limit(8).toList();

        await(Future.all(starts));
        assertThat(starts)
                .extracting(start -> start.result().incarnation())
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void who_resigns_is_seen_to_have_left() {
        Owner owner = await(owners.register("pod"));

        await(owners.resign(owner));

        assertThat(await(owners.beats())).containsEntry("pod", new Beat(1, 0, true));
    }

    @Test
    void a_restart_knows_whether_its_predecessor_left_in_order() {
        await(owners.resign(await(owners.register("pod"))));

        Owner second = await(owners.register("pod"));
        assertThat(await(owners.beats())).containsEntry("pod", new Beat(2, 0, 1));
        await(owners.beat(second, 1));
        await(owners.register("pod"));

        assertThat(await(owners.beats())).containsEntry("pod", new Beat(3, 0, 1));
    }

    @Test
    void a_predecessor_that_resigns_late_leaves_its_successor_alone() {
        Owner old = await(owners.register("pod"));
        await(owners.register("pod"));

        await(owners.resign(old));

        assertThat(await(owners.beats())).containsEntry("pod", new Beat(2, 0, false));
    }
}
