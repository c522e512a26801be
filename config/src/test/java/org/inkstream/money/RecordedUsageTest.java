package org.inkstream.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Usage as providers reported it, and what it must come to. */
class RecordedUsageTest {
    private static final Duration TOOK = Duration.ofSeconds(3);
    private static final Instant AT = Instant.parse("2026-11-02T10:00:00Z");

    private final PriceTable prices = PriceTable.packaged();

    /**
     * BerriAI/litellm #9812: billed were 4.614 cents for the write and 0.825 cents for the output;
     * counted twice, the write made it $0.091311. Model prices of 3 and 15 dollars.
     *
     * <p>3 × 3.00 + 12,304 × 3.75 + 550 × 15.00 = 9 + 46,140 + 8,250 = 54,399 by the million.
     */
    @Test
    void tokens_written_to_a_cache_are_not_paid_as_input_too() {
        ModelUsage usage =
                anthropic(
                        "claude-sonnet-4-5-20250929",
                        """
                        {"input_tokens":3,"cache_creation_input_tokens":12304,
                         "cache_read_input_tokens":0,"output_tokens":550}
                        """);

        assertThat(usage.tokens().prompt()).isEqualTo(12_307);
        assertThat(cost(usage)).isEqualTo(microUsd(54_399));
        assertThat(priced(usage).byClass())
                .containsEntry(TokenClass.CACHE_WRITE_5M, microUsd(46_140))
                .containsEntry(TokenClass.OUTPUT, microUsd(8_250));
    }

    /**
     * danny-avila/LibreChat #13798: 14 fresh tokens; 1,365 micro-dollars for reading 4,410 from the
     * cache where the double count made it 14,595.
     *
     * <p>14 × 3.00 + 4,410 × 0.30 + 0 × 15.00 = 42 + 1,323 = 1,365 by the million.
     */
    @Test
    void tokens_read_from_a_cache_are_not_paid_as_input_too() {
        ModelUsage usage =
                anthropic(
                        "claude-sonnet-4-5",
                        """
                        {"input_tokens":14,"cache_creation_input_tokens":0,
                         "cache_read_input_tokens":4410,"output_tokens":0}
                        """);

        assertThat(cost(usage)).isEqualTo(microUsd(1_365));
    }

    /**
     * 100 × 4.00 + 2,000 × 0.20 + 1,000 × 5.00 + 3,000 × 8.00 + 400 × 20.00 = 400 + 400 + 5,000 +
     * 24,000 + 8,000 = 37,800 by the million.
     */
    @Test
    void writes_that_last_an_hour_have_their_own_price() {
        ModelUsage usage =
                anthropic(
                        "claude-opus-5-5",
                        """
                        {"input_tokens":100,"cache_creation_input_tokens":4000,
                         "cache_read_input_tokens":2000,"output_tokens":400,
                         "cache_creation":{"ephemeral_5m_input_tokens":1000,
                                           "ephemeral_1h_input_tokens":3000},
                         "service_tier":"standard"}
                        """);

        assertThat(usage.tokens()).isEqualTo(new Tokens(100, 400, 0, 2_000, 1_000, 3_000));
        assertThat(cost(usage)).isEqualTo(microUsd(37_800));
    }

    /** Half of 1,000 × 1.00 + 300 × 5.00 = 2,500 by the million. */
    @Test
    void a_call_of_a_batch_costs_half() {
        ModelUsage usage =
                anthropic(
                        "claude-haiku-4-5-20251001",
                        """
                        {"input_tokens":1000,"output_tokens":300,"service_tier":"batch"}
                        """);

        assertThat(usage.batch()).isTrue();
        assertThat(cost(usage)).isEqualTo(microUsd(1_250));
    }

    @Test
    void a_streamed_call_is_the_same_as_the_call_at_once() {
        AnthropicStreamUsage stream = new AnthropicStreamUsage();

        assertThat(stream.known()).isFalse();
        stream.event(
                new JsonObject(
                        """
                        {"type":"message_start","message":{"model":"claude-sonnet-4-5-20250929",
                         "usage":{"input_tokens":3,"cache_creation_input_tokens":12304,
                          "cache_read_input_tokens":0,"output_tokens":1,
                          "cache_creation":{"ephemeral_5m_input_tokens":12304,
                                            "ephemeral_1h_input_tokens":0}}}}
                        """));
        stream.event(new JsonObject("{\"type\":\"content_block_delta\",\"usage\":{\"x\":1}}"));
        stream.event(delta("{\"output_tokens\":200}"));
        stream.event(
                delta(
                        """
                        {"input_tokens":3,"cache_creation_input_tokens":12304,
                         "cache_read_input_tokens":null,"output_tokens":550}
                        """));
        stream.event(new JsonObject("{\"type\":\"message_stop\"}"));

        ModelUsage atOnce =
                anthropic(
                        "claude-sonnet-4-5-20250929",
                        """
                        {"input_tokens":3,"cache_creation_input_tokens":12304,
                         "cache_read_input_tokens":0,"output_tokens":550}
                        """);
        assertThat(stream.known()).isTrue();
        assertThat(stream.usage(TOOK, "req")).isEqualTo(atOnce);
        assertThat(cost(stream.usage(TOOK, "req"))).isEqualTo(microUsd(54_399));
    }

    @Test
    void a_prompt_that_openai_counts_whole_is_parted_into_cached_and_not() {
        ModelUsage usage =
                openAi(
                        """
                        {"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,
                         "prompt_tokens_details":{"cached_tokens":1920,"audio_tokens":0},
                         "completion_tokens_details":{"reasoning_tokens":128}}
                        """);

        assertThat(usage.tokens()).isEqualTo(new Tokens(86, 300, 128, 1_920, 0, 0));
        assertThat(usage.tokens().prompt()).isEqualTo(2_006);
        assertThat(usage.tokens().total()).isEqualTo(2_306);
    }

    /**
     * At 2.00, 0.50 and 8.00 dollars: 86 × 2.00 + 1,920 × 0.50 + 300 × 8.00 = 172 + 960 + 2,400 =
     * 3,532 by the million; thinking is within the 300.
     */
    @Test
    void thinking_is_paid_once_and_as_output() {
        PriceTable contract =
                PriceFile.parse(
                        "contract.yaml",
                        """
                        providers: {openai: {paid: true}}
                        models:
                          - name: a-model
                            provider: openai
                            prices:
                              - from: 2026-01-01
                                perMillion: {input: 2, cache_read: 0.5, output: 8}
                        """);
        ModelUsage usage =
                openAi(
                        """
                        {"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,
                         "prompt_tokens_details":{"cached_tokens":1920},
                         "completion_tokens_details":{"reasoning_tokens":128}}
                        """);

        assertThat(contract.charge(usage, AT).known()).isEqualTo(microUsd(3_532));
    }

    @Test
    void thinking_that_a_server_counts_beside_the_completion_is_added_to_it() {
        ModelUsage usage =
                openAi(
                        """
                        {"prompt_tokens":10,"completion_tokens":5,"total_tokens":65,
                         "completion_tokens_details":{"reasoning_tokens":50}}
                        """);

        assertThat(usage.tokens()).isEqualTo(new Tokens(10, 55, 50, 0, 0, 0));
    }

    @Test
    void servers_that_report_no_details_are_understood() {
        ModelUsage usage =
                openAi(
                        """
                        {"prompt_tokens":900,"completion_tokens":80,"total_tokens":980,
                         "prompt_tokens_details":null}
                        """);

        assertThat(usage.tokens()).isEqualTo(Tokens.of(900, 80));
    }

    @Test
    void ollama_counts_the_whole_prompt_and_gives_the_time_in_the_model() {
        ModelUsage usage =
                ProviderUsage.ofOllama(
                        new JsonObject(
                                """
                                {"model":"llama3.2","done":true,"done_reason":"stop",
                                 "total_duration":5191566416,"load_duration":2154458,
                                 "prompt_eval_count":26,"prompt_eval_duration":383809000,
                                 "eval_count":298,"eval_duration":4799921000}
                                """));

        assertThat(usage.model()).isEqualTo("llama3.2");
        assertThat(usage.tokens()).isEqualTo(Tokens.of(26, 298));
        assertThat(usage.took()).isEqualTo(Duration.ofNanos(5_183_730_000L));
        assertThat(prices.charge(usage, AT)).isEqualTo(new Charge.Free());
    }

    @Test
    void a_report_that_contradicts_itself_is_refused() {
        assertThatThrownBy(
                        () ->
                                openAi(
                                        """
                                        {"prompt_tokens":10,"completion_tokens":5,
                                         "prompt_tokens_details":{"cached_tokens":11}}
                                        """))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                anthropic(
                                        "claude-opus-5-5",
                                        """
                                        {"input_tokens":1,"output_tokens":1,
                                         "cache_creation_input_tokens":10,
                                         "cache_creation":{"ephemeral_1h_input_tokens":11}}
                                        """))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonObject delta(String usage) {
        return new JsonObject().put("type", "message_delta").put("usage", new JsonObject(usage));
    }

    private static ModelUsage anthropic(String model, String usage) {
        return ProviderUsage.ofAnthropic(model, new JsonObject(usage), TOOK, "req");
    }

    private static ModelUsage openAi(String usage) {
        return ProviderUsage.ofOpenAi("openai", "a-model", new JsonObject(usage), TOOK, "");
    }

    private Money cost(ModelUsage usage) {
        return priced(usage).cost();
    }

    private Charge.Priced priced(ModelUsage usage) {
        return (Charge.Priced) prices.charge(usage, AT);
    }

    private static Money microUsd(long micro) {
        return new Money(micro * 1_000_000);
    }
}
