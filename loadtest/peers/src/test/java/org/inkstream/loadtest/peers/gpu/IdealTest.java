package org.inkstream.loadtest.peers.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A token is read in a millisecond and written in ten, whatever the batch. */
class IdealTest {
    private static final ModelSpec A = model("a");
    private static final ModelSpec B = model("b");
    private static final SlotsSetup SETUP =
            new SlotsSetup(List.of(A, B), 2, 1.5, 1, 8, 4_096, Duration.ofSeconds(1), 512);

    private static ModelSpec model(String name) {
        return new ModelSpec(
                name, 1, 0, Curve.of(Map.of(1, 10.0, 2, 10.0)), 1_000, Duration.ofSeconds(2));
    }

    private static Demand two(String first, String second) {
        return new Demand(
                100, List.of(new Demand.Call(first, 50, 20), new Demand.Call(second, 50, 20)));
    }

    @Test
    void prefixes_are_read_once_and_batches_are_full() {
        Duration time = Ideal.of(SETUP).time(List.of(two("a", "a"), two("a", "a")), 1);

        assertThat(time).isEqualTo(Duration.ofMillis(2_000 + 2 * (200 + 40 * 5)));
    }

    @Test
    void each_model_is_loaded_once_and_all_but_the_last_are_evicted() {
        Duration time = Ideal.of(SETUP).time(List.of(two("a", "b"), two("a", "b")), 1);

        assertThat(time).isEqualTo(Duration.ofMillis(4_000 + 1_000 + 2 * (300 + 40 * 5)));
    }

    @Test
    void few_documents_are_bounded_by_the_longest_chain() {
        Demand chain =
                new Demand(
                        100,
                        List.of(
                                new Demand.Call("a", 50, 20),
                                new Demand.Call("a", 50, 200, List.of(0))));

        assertThat(Ideal.of(SETUP).criticalPath(chain))
                .isEqualTo(Duration.ofMillis(2_000 + 150 + 200 + 50 + 2_000));
        assertThat(Ideal.of(SETUP).time(List.of(chain), 4))
                .isEqualTo(Ideal.of(SETUP).criticalPath(chain));
    }

    @Test
    void several_cards_share_the_work() {
        PagedSetup setup = ParameterSet.paged(ParameterSet.H100);
        List<Demand> documents = Letters.thirteenTools(900).demand(400);

        double one = Ideal.of(setup).documentsPerHour(documents, 1);
        double four = Ideal.of(setup).documentsPerHour(documents, 4);

        assertThat(four / one).isCloseTo(4, within(0.001));
    }

    @Test
    void fused_calls_save_instructions_and_write_the_same() {
        Demand demand = Letters.sevenTools(900).demand(1).get(0);

        Demand fused = demand.fused(2);

        assertThat(fused.calls()).hasSize(2);
        assertThat(fused.calls().stream().mapToInt(Demand.Call::outputTokens).sum())
                .isEqualTo(demand.calls().stream().mapToInt(Demand.Call::outputTokens).sum());
        SlotsSetup setup = ParameterSet.slots(ParameterSet.RTX4090);
        double gain =
                Ideal.of(setup).documentsPerHour(Collections.nCopies(120, fused), 1)
                        / Ideal.of(setup).documentsPerHour(Collections.nCopies(120, demand), 1);
        assertThat(gain).isBetween(1.05, 1.2);
    }
}
