package org.inkstream.loadtest.scenarios.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first goal, much too small for its thresholds, from Kafka to simulated server and back. */
class OneModelIT {
    private static final double SCALE = 10;
    private static final int DOCUMENTS = 8;
    private static final GpuPlan PLAN = new GpuPlan(1, DOCUMENTS, SCALE, 1, Paged.CARD);

    @Test
    void
            letters_go_through_worker_and_gateway_to_a_simulated_server_in_either_order_and_none_is_lost() {
        try (Bench bench = new Bench(PLAN, line -> {})) {
            List<ArmResult> arms =
                    bench.play(
                            Goal.G1,
                            OneModel.workload(DOCUMENTS),
                            OneModel.server(List.of()),
                            SCALE,
                            List.of(
                                    Arms.groupsOnSlots(SCALE),
                                    Arms.arrivalOnSlots(SCALE),
                                    Arms.seedLike()),
                            1);

            assertThat(arms).allSatisfy(arm -> assertThat(arm.mistakes()).isZero());
            assertThat(arms)
                    .allSatisfy(
                            arm ->
                                    assertThat(arm.last().peers().finished())
                                            .isEqualTo((long) DOCUMENTS * Workload.READING.size()));
            assertThat(arms.get(0).last().calls()).hasSize(DOCUMENTS * Workload.READING.size());
            assertThat(arms.get(0).median(Sample::ofIdeal)).isBetween(0.0, 1.0);
            assertThat(arms.get(0).last().peers().hitShare())
                    .isGreaterThan(arms.get(2).last().peers().hitShare());
            bench.done();
        }
    }

    @Test
    void what_an_interrupted_command_has_measured_is_not_measured_again(@TempDir Path folder)
            throws IOException {
        List<String> progress = new ArrayList<>();
        List<Sample> both = new ArrayList<>();
        for (int begun = 0; begun < 2; begun++) {
            try (Bench bench = new Bench(PLAN, KeptRuns.in(folder), progress::add)) {
                both.addAll(
                        bench.play(
                                        Goal.G1,
                                        OneModel.workload(DOCUMENTS),
                                        OneModel.server(List.of()),
                                        SCALE,
                                        List.of(Arms.seedLike()),
                                        1)
                                .get(0)
                                .samples());
                bench.done();
            }
        }

        assertThat(both.get(1).toJson()).isEqualTo(both.get(0).toJson());
        assertThat(progress).containsOnlyOnce("  it was measured before, and kept");
    }
}
