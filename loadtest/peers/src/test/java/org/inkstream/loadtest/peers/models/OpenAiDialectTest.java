package org.inkstream.loadtest.peers.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiDialectTest {
    private static final TokenCounts COUNTS = TokenCounts.of(900, 250).cacheRead(700).reasoning(50);

    private final Talk talk = Talk.to(Dialect.OPENAI);

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void a_whole_answer_follows_the_schema_and_reports_what_was_cached_and_thought() {
        talk.server.nextAnswers(ModelReply.ok().thinking("Let me see.").usage(COUNTS));

        Talk.Answer answer = talk.ask(false);

        JsonObject usage = answer.json().getJsonObject("usage");
        assertThat(new JsonObject(talk.text(answer, false)).getString("summary"))
                .isEqualTo("Scripted summary.");
        assertThat(Talk.choice(answer).getString("reasoning_content")).isEqualTo("Let me see.");
        assertThat(answer.json().getString("object")).isEqualTo("chat.completion");
        assertThat(answer.json().getString("id")).startsWith("chatcmpl-");
        assertThat(usage.getInteger("prompt_tokens")).isEqualTo(1_600);
        assertThat(usage.getInteger("completion_tokens")).isEqualTo(250);
        assertThat(usage.getInteger("total_tokens")).isEqualTo(1_850);
        assertThat(usage.getJsonObject("prompt_tokens_details").getInteger("cached_tokens"))
                .isEqualTo(700);
        assertThat(usage.getJsonObject("completion_tokens_details").getInteger("reasoning_tokens"))
                .isEqualTo(50);
    }

    @Test
    void a_streamed_answer_says_the_same_and_ends_with_usage_and_done() {
        talk.server.nextAnswers(ModelReply.ok().usage(COUNTS), ModelReply.ok().usage(COUNTS));
        Talk.Answer whole = talk.ask(false);
        JsonObject wantsUsage = new JsonObject().put("include_usage", true);

        Talk.Answer streamed =
                talk.post(talk.path(), talk.question(true).put("stream_options", wantsUsage));

        List<JsonObject> events = streamed.events();
        JsonObject last = events.get(events.size() - 1);
        JsonObject finish = events.get(events.size() - 2).getJsonArray("choices").getJsonObject(0);
        assertThat(streamed.headers().get("content-type")).startsWith("text/event-stream");
        assertThat(talk.text(streamed, true)).isEqualTo(talk.text(whole, false));
        assertThat(finish.getString("finish_reason")).isEqualTo("stop");
        assertThat(last.getJsonArray("choices")).isEmpty();
        assertThat(last.getJsonObject("usage")).isEqualTo(whole.json().getJsonObject("usage"));
        assertThat(streamed.data().toList()).endsWith("[DONE]");
        assertThat(events.stream().map(event -> event.getString("id")).distinct()).hasSize(1);
    }

    @Test
    void usage_is_streamed_only_to_those_who_ask_for_it() {
        Talk.Answer streamed = talk.ask(true);

        assertThat(streamed.body().toString()).doesNotContain("usage");
    }

    @Test
    void llama_cpp_adds_the_prefix_hit_to_whole_and_streamed_answers() {
        talk.server
                .flavour(OpenAiFlavour.LLAMA_CPP)
                .nextAnswers(
                        ModelReply.ok().usage(COUNTS).after(Duration.ofMillis(8)),
                        ModelReply.ok().usage(COUNTS).after(Duration.ofMillis(8)));

        JsonObject whole = talk.ask(false).json().getJsonObject("timings");
        List<JsonObject> events = talk.ask(true).events();

        assertThat(whole)
                .isEqualTo(
                        new JsonObject()
                                .put("cache_n", 700)
                                .put("prompt_n", 900)
                                .put("prompt_ms", 2.0)
                                .put("predicted_n", 250)
                                .put("predicted_ms", 6.0));
        assertThat(events.get(events.size() - 1).getJsonObject("timings")).isEqualTo(whole);
    }

    @Test
    void a_refusal_stands_where_the_dialect_has_it() {
        talk.server.nextAnswers(ModelReply.refusal(), ModelReply.refusal());

        JsonObject message = Talk.choice(talk.ask(false));
        Talk.Answer streamed = talk.ask(true);

        assertThat(message.getString("refusal")).isEqualTo("I cannot help with that.");
        assertThat(message.getString("content")).isNull();
        assertThat(talk.text(streamed, true)).isEmpty();
        assertThat(streamed.body().toString()).contains("\"refusal\":\"I cannot help w");
    }

    @Test
    void models_and_metrics_are_those_of_the_flavour() {
        talk.server.knows("qwen3");

        String vllm = talk.get("/metrics").body().toString();
        talk.server.flavour(OpenAiFlavour.SGLANG);
        String sglang = talk.get("/metrics").body().toString();
        JsonObject model = talk.get("/v1/models").json().getJsonArray("data").getJsonObject(0);
        talk.server.flavour(OpenAiFlavour.LM_STUDIO);

        assertThat(vllm)
                .contains("vllm:num_requests_running{engine=\"0\",model_name=\"qwen3\"} 0.0\n")
                .contains("vllm:num_requests_waiting{");
        assertThat(sglang).contains("sglang:num_queue_reqs{");
        assertThat(model.getString("id")).isEqualTo("qwen3");
        assertThat(talk.get("/metrics").status()).isEqualTo(404);
    }

    @Test
    void strangers_and_unknown_models_are_turned_down() {
        talk.server.requiresKey("another key").knows("qwen3");
        Talk.Answer stranger = talk.ask(false);
        talk.server.requiresKey("key");
        Talk.Answer unknown = talk.ask(false);

        assertThat(stranger.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().getJsonObject("error").getString("type"))
                .isEqualTo("NotFoundError");
    }
}
