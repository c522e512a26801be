package org.inkstream.pipeline.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.document.Letters.NOON;
import static org.inkstream.pipeline.document.Letters.aLetter;
import static org.inkstream.pipeline.document.Letters.aRun;
import static org.inkstream.pipeline.document.Letters.answered;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.junit.jupiter.api.Test;

class CostRecordsTest {
    private static final ModelUsage HAIKU =
            usage("anthropic", "claude-haiku-4-5-20251001", 1_000, 300);
    private static final ModelUsage LLAMA = usage("ollama", "llama3.2", 1_000, 300);
    private static final ModelUsage RULES = ModelUsage.ofRules("letters", Duration.ofMillis(3));

    private final PriceTable prices = PriceTable.load();
    private final Run run = aRun(aLetter());

    @Test
    void every_model_call_has_one_record_and_the_sum_is_exact() {
        CostRecords costs = records(answered("extract_people", new JsonObject(), HAIKU, HAIKU));

        // 1,000 × 1 USD and 300 × 5 USD by the million, twice.
        assertThat(costs.records()).hasSize(2);
        assertThat(costs.total()).isEqualTo(new Money(5_000_000_000L));
        JsonObject record = costs.toJson().get(0);
        assertThat(record.getString("cost_usd")).isEqualTo("0.002500000000");
        assertThat(record.getLong("cost_pico_usd")).isEqualTo(2_500_000_000L);
        assertThat(record.getString("cost_status")).isEqualTo("priced");
    }

    @Test
    void rules_cost_nothing_and_say_so() {
        JsonObject record =
                records(answered("extract_people", new JsonObject(), RULES)).toJson().get(0);

        assertThat(record.getString("cost_status")).isEqualTo("free");
        assertThat(record.getLong("cost_pico_usd")).isZero();
        assertThat(record.getString("provider")).isEqualTo("rules");
    }

    @Test
    void a_model_without_a_price_is_counted_as_unknown_and_never_as_free() {
        CostRecords costs = records(answered("extract_people", new JsonObject(), LLAMA));

        assertThat(costs.unknown()).isEqualTo(1);
        assertThat(costs.toJson().get(0).getString("cost_status")).isEqualTo("unknown");
        assertThat(costs.toJson().get(0).containsKey("cost_pico_usd")).isFalse();
    }

    @Test
    void a_repeated_record_repeats_its_id_and_another_attempt_does_not() {
        StepResult once = answered("extract_people", new JsonObject(), HAIKU, HAIKU);

        assertThat(ids(records(once))).isEqualTo(ids(records(once))).doesNotHaveDuplicates();
        assertThat(ids(records(secondAttempt()))).doesNotContainAnyElementsOf(ids(records(once)));
    }

    @Test
    void what_is_used_again_is_not_paid_again() {
        StepResult cached =
                new StepResult(
                        "extract_people",
                        "entity-agent",
                        StepResult.Ending.CACHED,
                        "",
                        "",
                        0,
                        Duration.ZERO,
                        new JsonObject(),
                        List.of(HAIKU));

        assertThat(records(cached).records()).isEmpty();
    }

    @Test
    void a_price_holds_from_its_day_and_the_newest_wins() {
        PriceTable two =
                PriceTable.of(
                        new JsonObject(
                                """
                                {"version": "t", "prices": [
                                 {"provider": "p", "model": "m", "from": "2026-01-01", "input": "1",
                                  "output": "0", "cacheRead": "0", "cacheWrite": "0"},
                                 {"provider": "p", "model": "m", "from": "2026-02-01", "input": "2",
                                  "output": "0", "cacheRead": "0", "cacheWrite": "0"}]}
                                """));
        ModelUsage used = usage("p", "m", 1, 0);

        assertThat(two.cost(used, Instant.parse("2025-12-31T23:59:59Z"))).isEmpty();
        assertThat(two.cost(used, Instant.parse("2026-01-31T23:59:59Z")))
                .contains(new Money(1_000_000));
        assertThat(two.cost(used, Instant.parse("2026-02-01T00:00:00Z")))
                .contains(new Money(2_000_000));
        assertThat(two.cost(usage("p", "m-large", 1, 0), NOON)).isEmpty();
    }

    @Property
    void token_classes_add_up(
            @ForAll @LongRange(min = 0, max = 10_000_000) long input,
            @ForAll @LongRange(min = 0, max = 10_000_000) long output) {
        ModelUsage both = usage("anthropic", "claude-haiku-4-5", input, output);
        ModelUsage in = usage("anthropic", "claude-haiku-4-5", input, 0);
        ModelUsage out = usage("anthropic", "claude-haiku-4-5", 0, output);

        assertThat(prices.cost(both, NOON))
                .contains(
                        prices.cost(in, NOON)
                                .orElseThrow()
                                .plus(prices.cost(out, NOON).orElseThrow()));
    }

    private CostRecords records(StepResult... results) {
        return CostRecords.of(run, List.of(results), prices, NOON);
    }

    private static StepResult secondAttempt() {
        return new StepResult(
                "extract_people",
                "entity-agent",
                StepResult.Ending.ACTUAL,
                "",
                "",
                2,
                Duration.ZERO,
                new JsonObject(),
                List.of(HAIKU));
    }

    private static List<String> ids(CostRecords costs) {
        return costs.records().stream().map(CostRecord::id).toList();
    }

    private static ModelUsage usage(String provider, String model, long input, long output) {
        return new ModelUsage(provider, model, input, output, 0, 0, Duration.ofSeconds(1), "");
    }
}
