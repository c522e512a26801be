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
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.money.PriceFile;
import org.inkstream.money.PriceTable;
import org.inkstream.money.Tokens;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.junit.jupiter.api.Test;

class CostRecordsTest {
    private static final ModelUsage HAIKU =
            usage("anthropic", "claude-haiku-4-5-20251001", 1_000, 300);
    private static final ModelUsage UNLISTED = usage("anthropic", "claude-next", 1_000, 300);
    private static final ModelUsage LLAMA = usage("ollama", "llama3.2", 1_000, 300);
    private static final ModelUsage RULES = ModelUsage.ofRules("letters", Duration.ofMillis(3));

    private final PriceTable prices = PriceTable.packaged();
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
    void a_paid_model_without_a_price_is_counted_as_unpriced_and_never_as_free() {
        CostRecords costs =
                records(answered("extract_people", new JsonObject(), UNLISTED, HAIKU, LLAMA));

        assertThat(costs.unknown()).isEqualTo(1);
        assertThat(costs.total()).isEqualTo(new Money(2_500_000_000L));
        assertThat(costs.toJson().get(0).getString("unpriced_reason"))
                .isEqualTo("claude-next of anthropic is not listed");
        assertThat(costs.toJson().get(2).getString("cost_status")).isEqualTo("free");
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
    void a_record_tells_every_class_and_what_it_cost() {
        ModelUsage whole =
                new ModelUsage(
                                "anthropic",
                                "claude-haiku-4-5",
                                new Tokens(100, 20, 5, 1_000, 400, 10),
                                false,
                                Duration.ofSeconds(1),
                                "req-1",
                                "")
                        .inBatch()
                        .withPromptVersion("v2");

        JsonObject record =
                records(answered("generate_summary", new JsonObject(), whole)).toJson().get(0);

        // Half of 100 × 1, 20 × 5, 1,000 × 0.10, 400 × 1.25 and 10 × 2, by the million.
        assertThat(record.getJsonObject("cost_pico_usd_by_class"))
                .isEqualTo(
                        new JsonObject()
                                .put("input", 50_000_000L)
                                .put("output", 50_000_000L)
                                .put("cache_read", 50_000_000L)
                                .put("cache_write_5m", 250_000_000L)
                                .put("cache_write_1h", 10_000_000L));
        assertThat(record.getLong("cost_pico_usd")).isEqualTo(410_000_000L);
        assertThat(record.getLong("thinking_tokens")).isEqualTo(5);
        assertThat(record.getLong("cache_write_tokens")).isEqualTo(410);
        assertThat(record.getBoolean("batch")).isTrue();
        assertThat(record.getString("prompt_version")).isEqualTo("v2");
        assertThat(record.getString("price_version")).isEqualTo(prices.version());
    }

    @Test
    void a_run_that_is_finished_after_a_change_of_prices_pays_those_of_its_calls() {
        PriceTable two =
                PriceFile.parse(
                        "prices.yaml",
                        """
                        providers: {p: {paid: true}}
                        models:
                          - name: m
                            provider: p
                            prices:
                              - {from: 2026-01-01, to: 2026-01-31, perMillion: {input: 1}}
                              - {from: 2026-02-01, perMillion: {input: 2}}
                        """);
        Instant called = Instant.parse("2026-01-31T23:59:59Z");
        StepResult kept =
                StepResult.fromJson(
                        answered("extract_people", new JsonObject(), usage("p", "m", 1, 0))
                                .endedAt(called)
                                .toJson());

        CostRecords costs = CostRecords.of(run, List.of(kept), two, NOON);

        assertThat(costs.total()).isEqualTo(new Money(1_000_000));
        assertThat(costs.toJson().get(0).getString("timestamp")).isEqualTo(called.toString());
        assertThat(costs.toJson().get(0).getString("created_at")).isEqualTo(NOON.toString());
    }

    @Test
    void what_a_tool_used_that_failed_in_the_end_is_recorded() {
        StepResult failed =
                new StepResult(
                        "extract_people",
                        "entity-agent",
                        StepResult.Ending.FAILED,
                        "invalid_data",
                        "the result breaks its schema",
                        1,
                        Duration.ZERO,
                        new JsonObject(),
                        List.of(HAIKU, HAIKU));

        assertThat(records(failed).total()).isEqualTo(new Money(5_000_000_000L));
        assertThat(records(failed).toJson().get(0).getString("outcome")).isEqualTo("failed");
    }

    @Test
    void the_letter_tells_the_cost_of_each_tool_where_the_origins_of_its_fields_point() {
        List<StepResult> steps =
                List.of(
                        answered("extract_people", new JsonObject(), HAIKU, HAIKU),
                        answered("extract_keywords", new JsonObject(), RULES),
                        answered("generate_summary", new JsonObject(), HAIKU, UNLISTED),
                        answered("parse_letter_body", new JsonObject()));
        JsonObject tools = new JsonObject();
        steps.forEach(step -> tools.put(step.tool(), new JsonObject()));

        CostRecords.of(run, steps, prices, NOON).tell(tools);

        assertThat(tools)
                .isEqualTo(
                        new JsonObject()
                                .put(
                                        "extract_people",
                                        new JsonObject()
                                                .put("cost_status", "priced")
                                                .put("cost_usd", "0.005000000000"))
                                .put(
                                        "extract_keywords",
                                        new JsonObject()
                                                .put("cost_status", "free")
                                                .put("cost_usd", "0.000000000000"))
                                .put(
                                        "generate_summary",
                                        new JsonObject().put("cost_status", "unknown"))
                                .put("parse_letter_body", new JsonObject()));
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
