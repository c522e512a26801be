package org.inkstream.loadtest.scenarios.nsq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.inkstream.loadtest.peers.nsq.NsqBinaries;
import org.inkstream.loadtest.scenarios.recovery.Claim;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class NsqChaosIT {
    @Test
    void whatever_happens_to_consumers_and_connections_every_message_is_settled() {
        Assumptions.assumeTrue(NsqBinaries.areInstalled(), "skipped: " + NsqBinaries.MISSING);
        Path nsqd = NsqBinaries.find("nsqd").orElseThrow();
        NsqChaosPlan plan =
                new NsqChaosPlan(
                        nsqd, false, 6_000, 1_000, 1, Duration.ofSeconds(1), Duration.ofMinutes(3));

        NsqChaosResult result = new NsqChaos(plan, line -> {}).play();

        assertThat(result.claims()).allMatch(Claim::holds);
    }
}
