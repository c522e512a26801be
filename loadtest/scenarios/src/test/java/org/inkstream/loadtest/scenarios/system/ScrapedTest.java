package org.inkstream.loadtest.scenarios.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScrapedTest {
    private static final String TEXT =
            """
            # HELP took_seconds how long
            # TYPE took_seconds histogram
            took_seconds_bucket{le="0.1"} 10
            took_seconds_bucket{le="0.5"} 90
            took_seconds_bucket{le="+Inf"} 100
            ops_total{operation="read",outcome="succeeded"} 3
            ops_total{operation="write",outcome="succeeded"} 5
            ops_total{operation="write",outcome="failed"} 1.0E1
            ops_totalled 99
            """;

    @Test
    void a_quantile_lies_in_its_bucket_in_proportion() {
        Scraped scraped = Scraped.of(TEXT);

        assertThat(scraped.quantile("took_seconds", 0.5)).isCloseTo(0.3, within(1e-9));
        assertThat(scraped.quantile("took_seconds", 0.05)).isCloseTo(0.05, within(1e-9));
        // Beyond the last bound nobody knows more than that bound.
        assertThat(scraped.quantile("took_seconds", 0.99)).isEqualTo(0.5);
    }

    @Test
    void a_timer_that_counted_nothing_has_no_quantile() {
        assertThat(Scraped.of("").quantile("took_seconds", 0.5)).isNaN();
    }

    @Test
    void sums_go_over_all_other_labels() {
        Scraped scraped = Scraped.of(TEXT);

        assertThat(scraped.sum("ops_total")).isEqualTo(18);
        assertThat(scraped.by("operation", "ops_total"))
                .containsEntry("read", 3.0)
                .containsEntry("write", 15.0);
    }

    @Test
    void what_was_counted_before_is_left_out() {
        Scraped earlier = Scraped.of("ops_total{operation=\"read\",outcome=\"succeeded\"} 1");

        assertThat(Scraped.of(TEXT).since(earlier).by("operation", "ops_total"))
                .containsEntry("read", 2.0);
    }
}
