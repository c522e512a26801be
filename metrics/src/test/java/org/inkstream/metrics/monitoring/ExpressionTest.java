package org.inkstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpressionTest {
    @Test
    void series_are_told_from_functions_labels_words_and_numbers() {
        Expression query =
                new Expression(
                        "a test",
                        "histogram_quantile(0.9, sum by (le, agent) (rate(a_bucket{x=\"y{z}\"}[5m])))"
                                + " > 1e3 and on () (max(b:c:rate5m) unless d offset 5m) or up == 1");

        assertThat(query.series()).containsExactly("a_bucket", "b:c:rate5m", "d", "up");
        assertThat(query.labels()).containsExactly("agent", "le", "x");
    }
}
