package org.inkstream.loadtest.peers.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicDialectTest {
    private static final TokenCounts COUNTS =
            TokenCounts.of(100, 250).cacheRead(4_096).cacheWrite5m(300).cacheWrite1h(20);

    private final Talk talk = Talk.to(Dialect.ANTHROPIC);

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void a_whole_answer_follows_the_schema_and_counts_each_class_of_tokens_once() {
        talk.server.nextAnswers(ModelReply.ok().usage(COUNTS));

        Talk.Answer answer = talk.ask(false);

        JsonObject message = answer.json();
        assertThat(new JsonObject(talk.text(answer, false)).getString("summary"))
                .isEqualTo("Scripted summary.");
        assertThat(message.getString("type")).isEqualTo("message");
        assertThat(message.getString("stop_reason")).isEqualTo("end_turn");
        assertThat(message.getJsonObject("usage"))
                .isEqualTo(
                        new JsonObject(
                                """
                                {"input_tokens": 100,
                                 "cache_creation_input_tokens": 320,
                                 "cache_read_input_tokens": 4096,
                                 "cache_creation": {"ephemeral_5m_input_tokens": 300,
                                                    "ephemeral_1h_input_tokens": 20},
                                 "output_tokens": 250,
                                 "service_tier": "standard"}
                                """));
    }

    @Test
    void a_streamed_answer_is_the_same_message_in_events() {
        talk.server.nextAnswers(
                ModelReply.ok().thinking("Hm.").usage(COUNTS),
                ModelReply.ok().thinking("Hm.").usage(COUNTS));
        JsonObject whole = talk.ask(false).json();

        Talk.Answer streamed = talk.ask(true);

        List<JsonObject> events = streamed.events();
        JsonObject begun = events.get(0).getJsonObject("message");
        JsonObject delta = events.get(events.size() - 2);
        assertThat(events.stream().map(event -> event.getString("type")).distinct())
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "ping",
                        "message_delta",
                        "message_stop");
        assertThat(streamed.body().toString())
                .contains("event: message_start\ndata: {")
                .contains("\"thinking_delta\"")
                .contains("\"signature_delta\"");
        assertThat(begun.getJsonObject("usage").getInteger("cache_read_input_tokens"))
                .isEqualTo(4_096);
        assertThat(delta.getJsonObject("usage")).isEqualTo(whole.getJsonObject("usage"));
        assertThat(delta.getJsonObject("delta").getString("stop_reason")).isEqualTo("end_turn");
        assertThat(talk.text(streamed, true))
                .isEqualTo(whole.getJsonArray("content").getJsonObject(1).getString("text"));
    }

    @Test
    void every_response_has_an_id_of_its_own_and_the_rate_limits() {
        Talk.Answer first = talk.ask(false);
        Talk.Answer second = talk.ask(true);

        assertThat(first.headers().get("request-id"))
                .isNotEqualTo(second.headers().get("request-id"));
        for (String what : List.of("requests", "tokens", "input-tokens", "output-tokens")) {
            String name = "anthropic-ratelimit-" + what + "-";
            assertThat(Long.parseLong(first.headers().get(name + "remaining")))
                    .isLessThan(Long.parseLong(first.headers().get(name + "limit")));
            assertThat(Instant.parse(first.headers().get(name + "reset"))).isAfter(Instant.now());
        }
    }

    @Test
    void rate_limits_can_be_said_to_be_used_up() {
        talk.server.header("anthropic-ratelimit-requests-remaining", "0");

        assertThat(talk.ask(false).headers().getAll("anthropic-ratelimit-requests-remaining"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource({
        "401, authentication_error",
        "402, billing_error",
        "413, request_too_large",
        "429, rate_limit_error",
        "500, api_error",
        "529, overloaded_error"
    })
    void errors_have_the_type_of_their_status(int status, String type) {
        talk.server.nextAnswers(ModelReply.status(status).retryAfter(2).message("scripted"));

        Talk.Answer answer = talk.ask(true);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().get("retry-after")).isEqualTo("2");
        assertThat(answer.json().getString("type")).isEqualTo("error");
        assertThat(answer.json().getJsonObject("error"))
                .isEqualTo(new JsonObject().put("type", type).put("message", "scripted"));
        assertThat(answer.json().getString("request_id")).isNotEmpty();
    }

    @Test
    void an_overload_may_come_in_the_middle_of_a_stream() {
        talk.server.nextAnswers(ModelReply.errorInStream(529));

        List<JsonObject> events = talk.ask(true).events();

        assertThat(events.get(events.size() - 1).getJsonObject("error").getString("type"))
                .isEqualTo("overloaded_error");
        assertThat(events.size()).isGreaterThan(2);
    }

    @Test
    void a_refusal_is_a_reason_to_stop() {
        talk.server.nextAnswers(ModelReply.refusal());

        assertThat(talk.ask(false).json().getString("stop_reason")).isEqualTo("refusal");
    }

    @Test
    void what_the_real_one_requires_is_required() {
        JsonObject unbounded = talk.question(false);
        unbounded.remove("max_tokens");

        Talk.Answer answer = talk.post("/v1/messages", unbounded);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonObject("error").getString("message"))
                .contains("max_tokens");
    }

    @Test
    void tokens_are_counted_without_an_answer() {
        JsonObject count = talk.post("/v1/messages/count_tokens", talk.question(false)).json();

        assertThat(count.getInteger("input_tokens")).isEqualTo(4);
    }
}
