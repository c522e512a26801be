package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.RETENTION;
import static org.inkstream.app.store.StoreUnderTest.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.inkstream.agents.gateway.EstimateStore;
import org.inkstream.agents.gateway.schedule.Estimate;
import org.inkstream.agents.gateway.schedule.Known;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class EstimateStoreContractTest {
    private static final Known PEOPLE = known("org/llama.3:8b", "extract_people", 12);
    private static final Known SUMMARY = known("org/llama.3:8b", "generate_summary", 3);

    private final StoreUnderTest store;
    private final EstimateStore estimates;

    EstimateStoreContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
        estimates = store.stores.estimates();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_was_learned_comes_back_as_it_was_for_its_endpoint() {
        await(estimates.write("gpu", List.of(PEOPLE, SUMMARY)));
        await(estimates.write("other", List.of(PEOPLE)));

        assertThat(await(store.stores.estimates().read("gpu")))
                .containsExactlyInAnyOrder(PEOPLE, SUMMARY);
        assertThat(await(estimates.read("nobody"))).isEmpty();
    }

    @Test
    void what_was_written_last_counts_for_each_model_and_tool_by_itself() {
        Known later = known("org/llama.3:8b", "extract_people", 13);
        await(estimates.write("gpu", List.of(PEOPLE, SUMMARY)));
        await(estimates.write("gpu", List.of(later)));

        assertThat(await(estimates.read("gpu"))).containsExactlyInAnyOrder(later, SUMMARY);
    }

    @Test
    void what_is_broken_or_of_a_newer_version_is_left_out() {
        await(estimates.write("gpu", List.of(PEOPLE)));
        spoil("newer", new JsonObject().put("schemaVersion", 2));
        spoil("broken", new JsonObject().put("schemaVersion", 1).put("answers", "many"));
        spoil("negative", new JsonObject().put("schemaVersion", 1).put("meanNanos", -1.0));
        spoil("empty", new JsonObject());

        assertThat(await(estimates.read("gpu"))).containsExactly(PEOPLE);
    }

    @Test
    void what_nobody_has_written_for_long_is_forgotten() {
        await(estimates.write("gpu", List.of(PEOPLE)));
        store.timers.advance(RETENTION.plus(Duration.ofMinutes(1)));
        await(estimates.write("gpu", List.of(SUMMARY)));

        await(store.stores.sweeper(store.timers).sweep());

        assertThat(await(estimates.read("gpu"))).containsExactly(SUMMARY);
    }

    private void spoil(String id, JsonObject other) {
        JsonObject whole =
                other.getInteger("schemaVersion", 0) == 0
                        ? new JsonObject()
                        : store.all("estimates").get(0).copy();
        await(
                store.stores
                        .client()
                        .insert(
                                "estimates",
                                whole.mergeIn(other).put("_id", id).put("endpoint", "gpu")));
    }

    private static Known known(String model, String tool, long answers) {
        return new Known(model, tool, new Estimate(answers, 2.5e9, 1e9, 4e9, 250.5));
    }
}
