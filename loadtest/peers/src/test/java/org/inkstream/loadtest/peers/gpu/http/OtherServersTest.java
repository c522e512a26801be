package org.inkstream.loadtest.peers.gpu.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.inkstream.loadtest.peers.gpu.ParameterSet;
import org.junit.jupiter.api.Test;

class OtherServersTest {
    private static final String MODEL = "meta-llama/Llama-3.1-8B-Instruct";
    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String MESSAGES = "/v1/messages";

    @Test
    void vllm_reports_cached_tokens_and_its_queue() {
        try (Client client = client(EngineKind.VLLM, ParameterSet.H100)) {
            client.post(COMPLETIONS, Client.openAi(MODEL, "a1", false));
            JsonObject again =
                    new JsonObject(
                            client.post(COMPLETIONS, Client.openAi(MODEL, "a1", false)).body());
            String metrics = client.get("/metrics").body();

            JsonObject usage = again.getJsonObject("usage");
            assertThat(usage.getInteger("prompt_tokens")).isEqualTo(19);
            assertThat(usage.getJsonObject("prompt_tokens_details").getInteger("cached_tokens"))
                    .isEqualTo(16);
            assertThat(metrics)
                    .contains("vllm:num_requests_running{engine=\"0\",model_name=\"" + MODEL)
                    .contains("vllm:num_requests_waiting{")
                    .contains("vllm:kv_cache_usage_perc{")
                    .contains("vllm:prefix_cache_hits_total{engine=\"0\",model_name=\"" + MODEL)
                    .contains("vllm:time_to_first_token_seconds_bucket{")
                    .containsPattern("e2e_request_latency_seconds_count\\{[^}]*} 2.0");
        }
    }

    @Test
    void a_streamed_completion_ends_with_its_usage() {
        try (Client client = client(EngineKind.VLLM, ParameterSet.H100)) {
            JsonObject question =
                    Client.openAi(MODEL, "a1", true)
                            .put("stream_options", new JsonObject().put("include_usage", true));

            String stream = client.post(COMPLETIONS, question).body();

            assertThat(stream).contains("\"prompt_tokens\":19").endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void vllm_takes_no_priority_unless_it_was_started_so() {
        try (Client client = client(EngineKind.VLLM, ParameterSet.H100)) {
            JsonObject urgent = Client.openAi(MODEL, "a1", false).put("priority", -1);

            assertThat(client.post(COMPLETIONS, urgent).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void sglang_has_names_of_its_own() {
        try (Client client = client(EngineKind.SGLANG, ParameterSet.H100)) {
            client.post(COMPLETIONS, Client.openAi(MODEL, "a1", false));

            assertThat(client.get("/metrics").body())
                    .contains("sglang:num_running_reqs{")
                    .contains("sglang:num_queue_reqs{")
                    .contains("sglang:cache_hit_rate{")
                    .contains("sglang:token_usage{");
        }
    }

    @Test
    void llama_cpp_shows_its_slots_and_tells_prefix_hits() {
        try (Client client = client(EngineKind.LLAMACPP, ParameterSet.RTX4090)) {
            assertThat(client.get("/health").statusCode()).isEqualTo(503);
            while (client.get("/health").statusCode() != 200) {
                Thread.onSpinWait();
            }
            client.post(COMPLETIONS, Client.openAi("whatever", "a1", false));
            JsonObject again =
                    new JsonObject(
                            client.post(COMPLETIONS, Client.openAi("whatever", "a1", false))
                                    .body());

            assertThat(again.getJsonObject("timings").getInteger("cache_n")).isEqualTo(18);
            assertThat(new JsonArray(client.get("/slots").body())).hasSize(4);
            assertThat(new JsonObject(client.get("/props").body()).getInteger("total_slots"))
                    .isEqualTo(4);
            assertThat(client.get("/metrics").body()).contains("llamacpp:requests_deferred");
        }
    }

    @Test
    void claude_counts_its_limits_down_and_then_says_when_to_come_again() {
        try (Client client = client(EngineKind.CLAUDE, ParameterSet.CLAUDE)) {
            JsonObject question = claude().put("max_tokens", 400_000);
            var first = client.begin(MESSAGES, question);
            var second = client.begin(MESSAGES, question);

            HttpResponse<String> one = first.join();
            HttpResponse<String> other = second.join();
            HttpResponse<String> good = one.statusCode() == 200 ? one : other;
            HttpResponse<String> limited = one.statusCode() == 200 ? other : one;

            assertThat(good.headers().firstValueAsLong("anthropic-ratelimit-requests-limit"))
                    .hasValue(4_000);
            assertThat(limited.statusCode()).isEqualTo(429);
            assertThat(limited.body()).contains("rate_limit_error");
            // At most a minute of simulated time, twenty times as fast.
            assertThat(limited.headers().firstValueAsLong("retry-after").orElse(0))
                    .isBetween(1L, 3L);
        }
    }

    @Test
    void claude_reads_again_what_was_marked_and_is_long_enough() {
        try (Client client = client(EngineKind.CLAUDE, ParameterSet.CLAUDE)) {
            JsonObject marked =
                    new JsonObject()
                            .put("type", "text")
                            .put("text", "rule ".repeat(1_000))
                            .put("cache_control", new JsonObject().put("type", "ephemeral"));
            JsonObject question = claude().put("system", new JsonArray().add(marked));

            JsonObject first = usage(client.post(MESSAGES, question));
            JsonObject second = usage(client.post(MESSAGES, question));
            JsonObject counted =
                    new JsonObject(client.post(MESSAGES + "/count_tokens", question).body());

            assertThat(first.getInteger("cache_creation_input_tokens")).isEqualTo(1_251);
            assertThat(second.getInteger("cache_read_input_tokens")).isEqualTo(1_251);
            assertThat(second.getInteger("input_tokens")).isEqualTo(19);
            assertThat(counted.getInteger("input_tokens")).isEqualTo(1_270);
        }
    }

    @Test
    void an_overloaded_claude_says_so() {
        try (Client client = client(EngineKind.CLAUDE, ParameterSet.CLAUDE)) {
            client.fault(
                    "{\"next\":[{\"kind\":\"status\",\"status\":529,\"message\":\"Overloaded\"}]}");

            HttpResponse<String> refused = client.post(MESSAGES, claude());

            assertThat(refused.statusCode()).isEqualTo(529);
            assertThat(refused.body()).contains("overloaded_error");
            assertThat(refused.headers().firstValue("request-id")).isPresent();
        }
    }

    private static Client client(EngineKind engine, String set) {
        return new Client(ServerPlan.of(engine, set, 20, 1));
    }

    private static JsonObject claude() {
        return new JsonObject()
                .put("model", "claude-sonnet-4-5")
                .put("max_tokens", 500)
                .put("messages", Client.messages("a1"));
    }

    private static JsonObject usage(HttpResponse<String> response) {
        return new JsonObject(response.body()).getJsonObject("usage");
    }
}
