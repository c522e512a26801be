package org.inkstream.loadtest.scenarios.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Goal G4 with two servers and few letters, much too small for its thresholds. */
class FourServersIT {
    private static final double SCALE = 10;
    private static final int DOCUMENTS = 12;
    private static final int LETTER_TOKENS = 900;

    @Test
    void one_gateway_shares_letters_among_servers_and_loses_none_when_a_server_is_killed() {
        GpuPlan plan = new GpuPlan(1, DOCUMENTS, SCALE, 1, Paged.CARD);
        Workload workload =
                new Workload(DOCUMENTS, LETTER_TOKENS, Map.of(Paged.MODEL, Workload.READING));
        try (Bench bench = new Bench(plan, line -> {})) {
            List<ArmResult> arms =
                    bench.play(
                            Goal.G4,
                            workload,
                            Collections.nCopies(2, Paged.server(Paged.CARD)),
                            SCALE,
                            List.of(
                                    FourServers.ours(LETTER_TOKENS),
                                    FourServers.roundRobin(LETTER_TOKENS),
                                    FourServers.withDeath(LETTER_TOKENS)),
                            1);

            assertThat(arms).allSatisfy(arm -> assertThat(arm.mistakes()).isZero());
            assertThat(arms.get(0).last().peers().hitShare())
                    .isGreaterThan(arms.get(1).last().peers().hitShare());
            assertThat(arms.get(0).last().calls()).hasSize(DOCUMENTS * Workload.READING.size());
            bench.done();
        }
    }
}
