package org.inkstream.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MoneyTest {
    private static final long WHOLE = Long.MAX_VALUE / 4;

    @Property
    void adding_and_taking_away_loses_nothing(
            @ForAll @LongRange(min = -WHOLE, max = WHOLE) long a,
            @ForAll @LongRange(min = -WHOLE, max = WHOLE) long b) {
        Money one = new Money(a);
        Money other = new Money(b);

        assertThat(one.plus(other).minus(other)).isEqualTo(one);
        assertThat(one.plus(other)).isEqualTo(other.plus(one));
        assertThat(one.plus(Money.ZERO)).isEqualTo(one);
    }

    @Property
    void dollars_are_exact_to_the_pico_dollar(@ForAll long pico) {
        assertThat(Money.ofUsd(BigDecimal.valueOf(pico, 12))).isEqualTo(new Money(pico));
    }

    @Property
    void what_is_shown_is_off_by_half_a_micro_dollar_at_most(@ForAll long pico) {
        BigDecimal shown = BigDecimal.valueOf(new Money(pico).microUsd(), 6);

        assertThat(shown.subtract(BigDecimal.valueOf(pico, 12)).abs())
                .isLessThanOrEqualTo(new BigDecimal("0.0000005"));
    }

    @Test
    void overflow_and_fractions_of_a_pico_dollar_are_refused() {
        Money most = new Money(Long.MAX_VALUE);

        assertThatThrownBy(() -> most.plus(new Money(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofUsd(new BigDecimal("1e-13")))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void people_see_dollars_with_six_decimals() {
        assertThat(Money.ofUsd(new BigDecimal("0.00125"))).hasToString("0.001250 USD");
        assertThat(new Money(500_000)).hasToString("0.000001 USD");
        assertThat(new Money(-1_000_000)).hasToString("-0.000001 USD");
    }

    @Test
    void usage_is_read_back_from_the_wire_as_it_was_written() {
        ModelUsage usage =
                new ModelUsage("anthropic", "m", 10, 20, 30, 40, Duration.ofMillis(1500), "req-1");

        assertThat(ModelUsage.fromJson(usage.toJson())).isEqualTo(usage);
    }

    @Test
    void usage_with_every_member_is_read_back_and_the_older_form_is_still_understood() {
        ModelUsage whole =
                new ModelUsage(
                                "anthropic",
                                "m",
                                new Tokens(1, 5, 3, 4, 10, 20),
                                false,
                                Duration.ofMillis(7),
                                "req-2",
                                "")
                        .inBatch()
                        .withPromptVersion("v2");
        JsonObject older = whole.toJson();
        older.remove("cacheWrite1hTokens");
        older.remove("thinkingTokens");
        older.remove("batch");
        older.remove("promptVersion");

        assertThat(ModelUsage.fromJson(whole.toJson())).isEqualTo(whole);
        assertThat(whole.toJson().getLong("cacheWriteTokens")).isEqualTo(30);
        assertThat(ModelUsage.fromJson(older))
                .isEqualTo(
                        new ModelUsage(
                                "anthropic", "m", 1, 5, 4, 30, Duration.ofMillis(7), "req-2"));
    }

    @Test
    void usage_that_contradicts_itself_is_refused() {
        JsonObject moreThanAll =
                new JsonObject().put("cacheWriteTokens", 1).put("cacheWrite1hTokens", 2);
        JsonObject thinking = new JsonObject().put("outputTokens", 1).put("thinkingTokens", 2);

        assertThatThrownBy(() -> ModelUsage.fromJson(moreThanAll))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ModelUsage.fromJson(thinking))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
