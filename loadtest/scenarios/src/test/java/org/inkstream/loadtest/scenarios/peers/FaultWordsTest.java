package org.inkstream.loadtest.scenarios.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.inkstream.loadtest.peers.gpu.FaultOdds;
import org.junit.jupiter.api.Test;

class FaultWordsTest {
    @Test
    void one_number_is_shared_by_all_faults() {
        assertThat(FaultWords.read("0.08"))
                .isEqualTo(FaultOdds.evenly(0.08, Duration.ofSeconds(30)));
    }

    @Test
    void each_fault_may_have_a_share_of_its_own() {
        FaultOdds odds = FaultWords.read("reset=0.02, stall=0.01,stalled-seconds=2.5");

        assertThat(odds)
                .isEqualTo(new FaultOdds(0, 0.02, 0.01, 0, 0, 0, 0, Duration.ofMillis(2_500)));
    }

    @Test
    void what_is_no_fault_is_named() {
        assertThatThrownBy(() -> FaultWords.read("flood=0.1"))
                .hasMessageContaining("flood=0.1")
                .hasMessageContaining("truncated");
        assertThatThrownBy(() -> FaultWords.read("reset=often")).hasMessageContaining("often");
    }
}
