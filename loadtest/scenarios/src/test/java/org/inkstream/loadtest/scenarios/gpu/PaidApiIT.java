package org.inkstream.loadtest.scenarios.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The goal in small: too few letters to meet the limits, but each call has its price. */
class PaidApiIT {
    private static final double SCALE = 10;
    private static final int DOCUMENTS = 10;
    private static final int CALLS = Workload.READING.size() * DOCUMENTS;

    @Test
    void each_tool_of_each_letter_is_answered_once_and_paid_for() {
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

            assertThat(arms)
                    .allSatisfy(
                            arm -> {
                                Sample sample = arm.last();
                                assertThat(arm.mistakes()).isZero();
                                assertThat(sample.peers().finished()).isEqualTo(CALLS);
                                assertThat(sample.calls()).hasSize(CALLS);
                                assertThat(PaidApi.centsPerLetter(sample)).isPositive();
                                assertThat(PaidApi.refused(sample)).isLessThan(0.5);
                            });
            bench.done();
        }
    }
}
