package org.inkstream.loadtest.scenarios.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void the_median_of_an_odd_number_is_the_middle_one() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0), each -> each)).isEqualTo(new Spread(1, 2, 9));
    }

    @Test
    void the_median_of_an_even_number_lies_between_the_middle_ones() {
        assertThat(Spread.of(List.of(4.0, 1.0, 9.0, 2.0), each -> each))
                .isEqualTo(new Spread(1, 3, 9));
    }

    @Test
    void a_bound_that_is_met_exactly_is_reached() {
        assertThat(new Target("ratio", 1.6, true, 1.6).isReached()).isTrue();
        assertThat(new Target("ratio", 1.6, true, 1.61).isReached()).isFalse();
        assertThat(new Target("rate", 1_500, false, 1_499).isReached()).isFalse();
    }

    @Test
    void a_figure_that_is_not_known_reaches_nothing() {
        assertThat(new Target("writes", 6, true, Double.NaN).isReached()).isFalse();
    }
}
