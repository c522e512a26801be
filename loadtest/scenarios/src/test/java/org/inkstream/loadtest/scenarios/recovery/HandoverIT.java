package org.inkstream.loadtest.scenarios.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.inkstream.loadtest.scenarios.system.Tools;
import org.junit.jupiter.api.Test;

class HandoverIT {
    @Test
    void workers_share_the_work_one_joins_one_ends_and_no_call_is_repeated() {
        HandoverScenario scenario =
                new HandoverScenario(new Cast(160, Duration.ofMillis(200), 10, Tools.ALL, false));

        HandoverResult result = scenario.play(System.out::println);

        assertThat(result.inTheAir()).isPositive();
        assertThat(result.outcomes())
                .allSatisfy(claim -> assertThat(claim.holds()).as(claim.what()).isTrue());
    }
}
