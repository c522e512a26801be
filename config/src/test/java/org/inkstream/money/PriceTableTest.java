package org.inkstream.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PriceTableTest {
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final long MOST = 10_000_000;
    private static final PriceTable PACKAGED = PriceTable.packaged();

    private static final PriceTable TABLE =
            PriceFile.parse(
                    "prices.yaml",
                    """
                    providers:
                      seller: {paid: true}
                      own: {paid: false}
                    models:
                      - name: m
                        provider: seller
                        aliases: [m-latest]
                        snapshots: true
                        prices:
                          - {from: 2026-01-01, to: 2026-01-31, perMillion: {input: 1}}
                          - {from: 2026-02-01, perMillion: {input: 2}}
                      - name: tiered
                        provider: seller
                        prices:
                          - {from: 2026-01-01, perMillion: {input: 5, output: 10, cache_read: 1}}
                          - from: "2026-01-01"
                            upTo: 100
                            perMillion: {input: 1, output: 2, cache_read: 0.5}
                      - name: odd
                        provider: seller
                        prices:
                          - from: 2026-01-01
                            batch: 0.5
                            perMillion: {input: 0.0000005, output: 0.00000049, cache_read: 0}
                      - name: rented
                        provider: own
                        prices:
                          - {from: 2026-01-01, perMillion: {input: 1, output: 1}}
                    """);

    @Test
    void a_price_holds_from_midnight_in_utc_to_the_end_of_its_last_day() {
        assertThat(charge("m", "2025-12-31T23:59:59.999Z")).isInstanceOf(Charge.Unpriced.class);
        assertThat(charge("m", "2026-01-01T00:00:00Z").known()).isEqualTo(new Money(1_000_000));
        assertThat(charge("m", "2026-01-31T23:59:59.999Z").known()).isEqualTo(new Money(1_000_000));
        assertThat(charge("m", "2026-02-01T00:00:00Z").known()).isEqualTo(new Money(2_000_000));
    }

    @Test
    void the_length_of_the_whole_prompt_picks_the_price_of_the_whole_call() {
        // 99 × 1 + 1 × 0.5 + 10 × 2 against 100 × 5 + 1 × 1 + 10 × 10, by the million.
        assertThat(tiered(99, 10, 1)).isEqualTo(new Money(119_500_000));
        assertThat(tiered(100, 10, 1)).isEqualTo(new Money(601_000_000));
        // Cached tokens make the prompt long too; output does not.
        assertThat(tiered(0, 1_000, 100)).isEqualTo(new Money(2_050_000_000L));
        assertThat(tiered(0, 0, 101)).isEqualTo(new Money(101_000_000));
    }

    @Test
    void each_class_is_rounded_half_up_to_a_pico_dollar_on_its_own() {
        // Half a pico-dollar of input is one, 0.49 of output is none.
        assertThat(cost("odd", new Tokens(1, 1, 0, 0, 0, 0))).isEqualTo(new Money(1));
        assertThat(cost("odd", new Tokens(1, 2, 0, 0, 0, 0))).isEqualTo(new Money(2));
    }

    @Test
    void a_batch_pays_its_share_before_anything_is_rounded() {
        ModelUsage two = usage("seller", "odd", Tokens.of(2, 0));

        // 2 × 0.25 is one half; halving the rounded price of one would give two.
        assertThat(TABLE.charge(two.inBatch(), NOW).known()).isEqualTo(new Money(1));
    }

    @Test
    void snapshots_and_aliases_have_the_price_of_their_model_and_other_names_none() {
        assertThat(priced("m-20260101")).isTrue();
        assertThat(priced("m-2026-01-01")).isTrue();
        assertThat(priced("m-latest")).isTrue();
        assertThat(priced("m-large")).isFalse();
        assertThat(priced("m-2026010")).isFalse();
        // This model has no snapshots.
        assertThat(priced("odd-20260101")).isFalse();
    }

    @Test
    void an_unknown_model_of_a_paid_or_unknown_provider_is_never_free() {
        assertThat(TABLE.charge(usage("seller", "other", Tokens.of(1, 1)), NOW))
                .isEqualTo(new Charge.Unpriced("other of seller is not listed"));
        assertThat(TABLE.charge(usage("nobody", "other", Tokens.of(1, 1)), NOW))
                .isInstanceOf(Charge.Unpriced.class);
    }

    @Test
    void what_runs_here_is_free_unless_a_price_is_listed() {
        assertThat(TABLE.charge(usage("own", "llama3.2", Tokens.of(1, 1)), NOW))
                .isEqualTo(new Charge.Free());
        assertThat(TABLE.charge(ModelUsage.ofRules("built-in", Duration.ZERO), NOW))
                .isEqualTo(new Charge.Free());
        assertThat(TABLE.charge(usage("own", "rented", Tokens.of(1, 1)), NOW).known())
                .isEqualTo(new Money(2_000_000));
    }

    @Test
    void a_class_without_a_price_makes_the_call_unpriced() {
        assertThat(TABLE.charge(usage("seller", "m", Tokens.of(1, 1)), NOW))
                .isEqualTo(new Charge.Unpriced("no price of output for m"));
    }

    @Test
    void the_packaged_prices_are_those_of_the_reference() {
        ModelUsage opus = usage("anthropic", "claude-opus-5-5", Tokens.of(1_000_000, 1_000_000));
        ModelUsage atLimit = usage("anthropic", "claude-haiku-5-5", Tokens.of(100_000, 100_000));
        ModelUsage beyond = usage("anthropic", "claude-haiku-5-5", Tokens.of(100_001, 0));
        ModelUsage read =
                usage("anthropic", "claude-sonnet-5-5", new Tokens(0, 0, 0, 1_000_000, 0, 0));

        assertThat(PACKAGED.charge(opus, NOW).known()).isEqualTo(usd("24"));
        assertThat(PACKAGED.charge(atLimit, NOW).known()).isEqualTo(usd("0.06"));
        assertThat(PACKAGED.charge(beyond, NOW).known()).isEqualTo(usd("0.0500005"));
        assertThat(PACKAGED.charge(read, NOW).known()).isEqualTo(usd("0.1"));
        assertThat(PACKAGED.charge(read, Instant.parse("2026-10-06T23:59:59Z")))
                .isInstanceOf(Charge.Unpriced.class);
    }

    @Property
    void cost_is_the_sum_of_its_classes_and_never_negative(@ForAll("tokens") Tokens tokens) {
        Charge.Priced charge =
                (Charge.Priced) PACKAGED.charge(usage("anthropic", "claude-opus-5-5", tokens), NOW);

        Money sum = Money.ZERO;
        for (TokenClass one : TokenClass.values()) {
            sum = sum.plus(cost("claude-opus-5-5", only(one, tokens.count(one))));
        }
        assertThat(charge.cost()).isEqualTo(sum).isGreaterThanOrEqualTo(Money.ZERO);
    }

    @Property
    void more_tokens_never_cost_less(
            @ForAll("tokens") Tokens tokens, @ForAll @LongRange(min = 0, max = MOST) long more) {
        // The tiers of this model rise, so a longer prompt is not cheaper either.
        Money before = cost("claude-haiku-5-5", tokens);

        assertThat(cost("claude-haiku-5-5", plus(tokens, more, 0))).isGreaterThanOrEqualTo(before);
        assertThat(cost("claude-haiku-5-5", plus(tokens, 0, more))).isGreaterThanOrEqualTo(before);
    }

    @Provide
    Arbitrary<Tokens> tokens() {
        var count = Arbitraries.longs().between(0, MOST);
        return Combinators.combine(count, count, count, count, count)
                .as((a, b, c, d, e) -> new Tokens(a, b, 0, c, d, e));
    }

    private static Tokens plus(Tokens tokens, long input, long output) {
        return new Tokens(
                tokens.input() + input,
                tokens.output() + output,
                0,
                tokens.cacheRead(),
                tokens.cacheWrite5m(),
                tokens.cacheWrite1h());
    }

    private static Tokens only(TokenClass tokenClass, long count) {
        return switch (tokenClass) {
            case INPUT -> new Tokens(count, 0, 0, 0, 0, 0);
            case OUTPUT -> new Tokens(0, count, 0, 0, 0, 0);
            case CACHE_READ -> new Tokens(0, 0, 0, count, 0, 0);
            case CACHE_WRITE_5M -> new Tokens(0, 0, 0, 0, count, 0);
            case CACHE_WRITE_1H -> new Tokens(0, 0, 0, 0, 0, count);
        };
    }

    private static Charge charge(String model, String at) {
        return TABLE.charge(usage("seller", model, Tokens.of(1, 0)), Instant.parse(at));
    }

    private static boolean priced(String model) {
        return TABLE.charge(usage("seller", model, Tokens.of(1, 0)), NOW) instanceof Charge.Priced;
    }

    private static Money tiered(long input, long output, long cacheRead) {
        return cost("tiered", new Tokens(input, output, 0, cacheRead, 0, 0));
    }

    private static Money cost(String model, Tokens tokens) {
        boolean packaged = model.startsWith("claude-");
        PriceTable table = packaged ? PACKAGED : TABLE;
        return table.charge(usage(packaged ? "anthropic" : "seller", model, tokens), NOW).known();
    }

    private static Money usd(String amount) {
        return Money.ofUsd(new BigDecimal(amount));
    }

    private static ModelUsage usage(String provider, String model, Tokens tokens) {
        return new ModelUsage(provider, model, tokens, false, Duration.ZERO, "", "");
    }
}
