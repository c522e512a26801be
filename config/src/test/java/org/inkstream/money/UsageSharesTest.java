package org.inkstream.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UsageSharesTest {
    private static final PriceTable PACKAGED = PriceTable.packaged();
    private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");

    @Test
    void each_has_what_it_caused() {
        ModelUsage whole =
                usage("anthropic", "claude-opus-5-5", new Tokens(300, 90, 9, 0, 0, 0), false);

        List<ModelUsage> shares = UsageShares.of(whole, List.of(1L, 2L), List.of(0L, 5L));

        assertThat(shares)
                .extracting(ModelUsage::tokens)
                .containsExactly(new Tokens(100, 0, 0, 0, 0, 0), new Tokens(200, 90, 9, 0, 0, 0));
        assertThat(shares).allMatch(share -> share.promptOfCall() == 300);
    }

    @Property
    void shares_add_up_to_the_token_and_to_the_nanosecond(
            @ForAll("tokens") Tokens tokens,
            @ForAll @Size(min = 1, max = 6) List<@LongRange(min = 0, max = 9_000) Long> weights) {
        ModelUsage whole = usage("p", "m", tokens, false);

        List<ModelUsage> shares = UsageShares.of(whole, weights, weights);

        assertThat(sum(shares, ModelUsage::inputTokens)).isEqualTo(tokens.input());
        assertThat(sum(shares, ModelUsage::outputTokens)).isEqualTo(tokens.output());
        assertThat(sum(shares, share -> share.tokens().thinking())).isEqualTo(tokens.thinking());
        assertThat(sum(shares, ModelUsage::cacheReadTokens)).isEqualTo(tokens.cacheRead());
        assertThat(sum(shares, share -> share.tokens().cacheWrite5m()))
                .isEqualTo(tokens.cacheWrite5m());
        assertThat(sum(shares, share -> share.tokens().cacheWrite1h()))
                .isEqualTo(tokens.cacheWrite1h());
        assertThat(sum(shares, share -> share.took().toNanos())).isEqualTo(whole.took().toNanos());
    }

    /** The price of a call depends on its whole prompt, and each part of it is rounded. */
    @Property
    void shares_cost_what_the_call_costs_to_the_pico_dollar(
            @ForAll("tokens") Tokens tokens,
            @ForAll boolean batch,
            @ForAll @IntRange(min = 0, max = 200) int which,
            @ForAll @Size(min = 1, max = 6) List<@LongRange(min = 0, max = 9_000) Long> weights) {
        List<ModelPrices> all = PACKAGED.models();
        ModelPrices model = all.get(which % all.size());
        ModelUsage whole = usage(model.provider(), model.model(), tokens, batch);

        List<ModelUsage> shares = UsageShares.of(whole, weights, weights);

        Charge charge = PACKAGED.charge(whole, DAY);
        assertThat(
                        shares.stream()
                                .map(share -> PACKAGED.charge(share, DAY).known())
                                .reduce(Money.ZERO, Money::plus))
                .isEqualTo(charge.known());
    }

    @Test
    void a_share_keeps_what_it_is_on_its_way() {
        ModelUsage share =
                UsageShares.of(
                                usage("p", "m", Tokens.of(10, 4), false).inBatch().again(),
                                List.of(1L, 1L),
                                List.of(1L, 1L))
                        .get(0);

        assertThat(ModelUsage.fromJson(share.toJson()).toJson()).isEqualTo(share.toJson());
        assertThat(ModelUsage.fromJson(share.toJson()).promptOfCall()).isEqualTo(10);
        assertThat(share.withPromptVersion("2").promptOfCall()).isEqualTo(10);
    }

    @Provide
    Arbitrary<Tokens> tokens() {
        var count = Arbitraries.longs().between(0, 200_000);
        return Combinators.combine(
                        count, count, count, count, count, Arbitraries.doubles().between(0, 1))
                .as((a, b, c, d, e, thought) -> new Tokens(a, b, (long) (b * thought), c, d, e));
    }

    private static long sum(List<ModelUsage> shares, ToLongFunction<ModelUsage> figure) {
        return shares.stream().mapToLong(figure).sum();
    }

    private static ModelUsage usage(String provider, String model, Tokens tokens, boolean batch) {
        ModelUsage usage =
                new ModelUsage(
                        provider, model, tokens, false, Duration.ofNanos(1_234_567), "r", "");
        return batch ? usage.inBatch() : usage;
    }
}
