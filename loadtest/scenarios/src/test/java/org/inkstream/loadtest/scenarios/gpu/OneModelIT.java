package org.inkstream.loadtest.scenarios.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A first goal, much too small for its thresholds, from Kafka to simulated server and back. */
class OneModelIT {
    private static final double SCALE = 10;
    private static final int DOCUMENTS = 8;

    @Test
    void
            letters_go_through_worker_and_gateway_to_a_simulated_server_in_either_order_and_none_is_lost() {
        GpuPlan plan = new GpuPlan(1, DOCUMENTS, SCALE, 1, Paged.CARD);
        try (Bench bench = new Bench(plan, line -> {})) {
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
}
