package org.inkstream.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryRuleTest {
    @Property
    void pauses_never_shrink_and_never_exceed_the_ceiling(
            @ForAll @IntRange(min = 0, max = 10_000) int firstMillis,
            @ForAll @DoubleRange(min = 1, max = 10) double factor,
            @ForAll @IntRange(min = 1, max = 1000) int retry) {
        Duration ceiling = Duration.ofMinutes(1);
        RetryRule rule = new RetryRule(1000, Duration.ofMillis(firstMillis), factor, ceiling);

        assertThat(rule.pauseBefore(retry))
                .isLessThanOrEqualTo(rule.pauseBefore(retry + 1))
                .isBetween(Duration.ZERO, ceiling);
    }

    @Test
    void a_rule_that_makes_no_sense_cannot_be_built() {
        assertThatThrownBy(() -> new RetryRule(-1, Duration.ZERO, 1, Duration.ZERO))
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> new RetryRule(1, Duration.ZERO, 0.5, Duration.ZERO))
                .hasMessageContaining("0.5");
    }
}
