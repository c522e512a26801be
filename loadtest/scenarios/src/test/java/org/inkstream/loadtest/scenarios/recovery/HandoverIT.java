package org.inkstream.loadtest.scenarios.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HandoverIT {
    @Test
    void of_two_workers_that_share_the_work_one_ends_and_no_call_is_repeated() {
        HandoverScenario scenario = new HandoverScenario(80, Duration.ofMillis(200), 10, 20);

        HandoverResult result = scenario.play(System.out::println);

        assertThat(result.inTheAir()).isPositive();
        assertThat(result.claims())
                .allSatisfy(claim -> assertThat(claim.holds()).as(claim.what()).isTrue());
    }
}
