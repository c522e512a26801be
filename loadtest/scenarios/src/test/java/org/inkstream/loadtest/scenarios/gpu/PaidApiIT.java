package org.inkstream.loadtest.scenarios.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The goal in small: too few letters to meet the limits, but the cache and the bill are there. */
class PaidApiIT {
    private static final double SCALE = 10;
    private static final int DOCUMENTS = 10;

    @Test
    void a_letter_is_written_to_the_cache_once_and_read_by_its_other_calls() {
        GpuPlan plan = new GpuPlan(1, DOCUMENTS, SCALE, 1, Paged.CARD);
        try (Bench bench = new Bench(plan, line -> {})) {
            List<ArmResult> arms =
                    bench.play(
                            Goal.API,
                            PaidApi.workload(DOCUMENTS),
                            List.of(PaidApi.server()),
                            SCALE,
                            List.of(PaidApi.ours(), PaidApi.arrival()),
                            1);

            Sample ours = arms.get(0).last();
            Sample inOrder = arms.get(1).last();
            assertThat(arms).allSatisfy(arm -> assertThat(arm.mistakes()).isZero());
            assertThat(ours.peers().finished())
                    .isEqualTo((long) Workload.READING.size() * DOCUMENTS);
            assertThat(ours.calls()).hasSize(Workload.READING.size() * DOCUMENTS);
            assertThat(ours.peers().hitShare()).isGreaterThan(inOrder.peers().hitShare());
            assertThat(PaidApi.centsPerLetter(ours))
                    .isPositive()
                    .isLessThan(PaidApi.centsPerLetter(inOrder));
            bench.done();
        }
    }
}
