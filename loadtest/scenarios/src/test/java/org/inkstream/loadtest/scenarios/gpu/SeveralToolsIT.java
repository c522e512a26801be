package org.inkstream.loadtest.scenarios.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The goal in small: far fewer calls, the same letters, and nothing lost where parts are missing.
 */
class SeveralToolsIT {
    private static final double SCALE = 10;
    private static final int DOCUMENTS = 8;
    private static final int TOOLS = Workload.READING.size();

    @Test
    void seven_tools_need_two_calls_and_a_part_that_is_missing_needs_one_more() {
        GpuPlan plan = new GpuPlan(1, DOCUMENTS, SCALE, 1, Paged.CARD);
        try (Bench bench = new Bench(plan, line -> {})) {
            List<ArmResult> arms =
                    play(
                            bench,
                            List.of(),
                            List.of(SeveralTools.fused(SCALE), SeveralTools.unfused(SCALE)));
            ArmResult lacking =
                    play(
                                    bench,
                                    List.of("--faults", "partial=0.5"),
                                    List.of(SeveralTools.fused(SCALE)))
                            .get(0);

            assertThat(arms).allSatisfy(arm -> assertThat(arm.mistakes()).isZero());
            Sample fused = arms.get(0).last();
            Sample unfused = arms.get(1).last();
            assertThat(fused.peers().finished()).isEqualTo(2L * DOCUMENTS);
            assertThat(unfused.peers().finished()).isEqualTo((long) TOOLS * DOCUMENTS);
            assertThat(fused.losses().alone()).isZero();
            assertThat(fused.calls()).hasSameSizeAs(unfused.calls());
            assertThat(lacking.last().losses().alone()).isPositive();
            assertThat(lacking.last().losses().lost()).isZero();
            bench.done();
        }
    }

    private static List<ArmResult> play(Bench bench, List<String> faults, List<Arm> arms) {
        return bench.play(
                Goal.FUSION, OneModel.workload(DOCUMENTS), OneModel.server(faults), SCALE, arms, 1);
    }
}
