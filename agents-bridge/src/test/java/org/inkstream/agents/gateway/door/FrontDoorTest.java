package org.inkstream.agents.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.inkstream.loadtest.peers.OpenStreams;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ModelReply;
import org.inkstream.loadtest.peers.models.ReceivedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ollama's API over real sockets, in what client libraries do not show. */
class FrontDoorTest {
    private static final String CHAT = "/api/chat";
    private static final String GENERATE = "/api/generate";
    private static final String ASK =
            "{\"model\":\"letters\",\"prompt\":\"What of?\",\"system\":\"Be brief.\"}";

    private DoorHarness door = new DoorHarness(Dialect.OLLAMA);

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void what_is_generated_ends_with_an_object_of_counts_and_durations() {
        door.peer.nextAnswers(ModelReply.text("The harvest, and the weather of the autumn."));

        List<JsonObject> lines = lines(door.post(GENERATE, ASK));

        JsonObject last = lines.get(lines.size() - 1);
        assertThat(text(lines)).isEqualTo("The harvest, and the weather of the autumn.");
        assertThat(last.getBoolean("done")).isTrue();
        assertThat(last.getString("done_reason")).isEqualTo("stop");
        assertThat(last.getLong("prompt_eval_count")).isPositive();
        assertThat(last.getLong("eval_count")).isPositive();
        assertThat(last.getLong("total_duration"))
                .isGreaterThanOrEqualTo(last.getLong("eval_duration"));
        assertThat(door.sent().getJsonArray("messages")).hasSize(2);
    }

    @Test
    void whoever_wants_no_stream_gets_one_object() {
        door.peer.nextAnswers(ModelReply.cutByLength());

        HttpResponse<String> answer =
                door.post(GENERATE, new JsonObject(ASK).put("stream", false).encode());

        JsonObject whole = new JsonObject(answer.body());
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(whole.getString("response")).isNotEmpty();
        assertThat(whole.getString("done_reason")).isEqualTo("length");
    }

    @Test
    void a_caller_that_hangs_up_in_the_middle_of_an_answer_stops_the_generation()
            throws IOException {
        door.peer.nextAnswers(ModelReply.halfThen(() -> {}));
        Future<OpenStreams.End> end = door.peer.nextEnd();

        InputStream answer = door.stream(GENERATE, ASK);
        // It is a piece of an answer that never ends: nothing waits for the whole.
        assertThat(answer.read()).isEqualTo('{');
        answer.close();

        assertThat(end.await()).isEqualTo(OpenStreams.End.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_schema_and_a_conversation_reach_every_kind_of_server(Dialect dialect) {
        door.close();
        door = new DoorHarness(dialect);
        JsonObject schema =
                new JsonObject()
                        .put("type", "object")
                        .put(
                                "properties",
                                new JsonObject()
                                        .put("year", new JsonObject().put("type", "string")))
                        .put("required", new JsonArray().add("year"))
                        .put("additionalProperties", false);
        JsonArray messages =
                new JsonArray()
                        .add(message("system", "You read letters."))
                        .add(message("user", "Which year?"))
                        .add(message("assistant", "1846"))
                        .add(message("user", "Sure?"));

        HttpResponse<String> answer =
                door.post(
                        CHAT,
                        new JsonObject()
                                .put("model", "letters")
                                .put("messages", messages)
                                .put("format", schema)
                                .put("stream", false)
                                .encode());

        String content =
                new JsonObject(answer.body()).getJsonObject("message").getString("content");
        assertThat(new JsonObject(content).getString("year")).isNotEmpty();
        String sent = door.sent().encode();
        assertThat(sent)
                .contains("You read letters.", "Which year?", "1846", "Sure?", "\"year\"")
                .doesNotContain("one JSON object");
    }

    @Test
    void a_full_queue_is_a_busy_server() {
        door.peer.fromNowOn(ModelReply.silence());
        Future<ReceivedRequest> arrival = door.peer.nextArrival();
        door.vertx.executeBlocking(() -> door.post(GENERATE, ASK)).onFailure(expected -> {});
        arrival.await();
        door.vertx.executeBlocking(() -> door.post(GENERATE, ASK), false).onFailure(late -> {});
        waitUntilOneWaits();

        HttpResponse<String> answer = door.post(GENERATE, ASK);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(error(answer)).startsWith("server busy, please try again.");
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"400,400", "401,500", "404,400", "500,500", "503,503"})
    void what_the_models_server_refuses_has_a_status_and_no_address(int status, int told) {
        door.peer.nextAnswers(ModelReply.status(status));

        HttpResponse<String> answer = door.post(GENERATE, ASK);

        assertThat(answer.statusCode()).isEqualTo(told);
        assertThat(error(answer)).isNotEmpty().doesNotContain("127.0.0.1");
    }

    @Test
    void a_failure_in_the_middle_of_a_stream_is_its_last_line() {
        door.peer.nextAnswers(ModelReply.errorInStream(500));

        HttpResponse<String> answer = door.post(GENERATE, ASK);

        List<JsonObject> lines = lines(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(lines.get(lines.size() - 1).getString("error")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{\"model\":",
                "{\"model\":7,\"prompt\":\"p\"}",
                "{\"prompt\":\"p\"}",
                "{\"model\":\"letters\",\"prompt\":{}}",
                "{\"model\":\"letters\",\"prompt\":\"p\",\"stream\":\"yes\"}",
                "{\"model\":\"letters\",\"prompt\":\"p\",\"options\":[]}",
                "{\"model\":\"letters\",\"prompt\":\"p\",\"options\":{\"num_predict\":\"x\"}}",
                "{\"model\":\"letters\",\"prompt\":\"p\",\"options\":{\"temperature\":9}}",
                "{\"model\":\"letters\",\"prompt\":\"p\",\"options\":{\"stop\":[1]}}",
                "{\"model\":\"letters\",\"prompt\":\"p\",\"format\":\"xml\"}",
                "{\"model\":\"letters\",\"prompt\":\"p\",\"images\":[\"aGk=\"]}",
                "{\"model\":\"letters\",\"prompt\":\"p\",\"raw\":true}",
                "{\"model\":\"letters\",\"prompt\":\"p\",\"think\":true}"
            })
    void what_cannot_be_done_is_refused_before_it_costs_anything(String body) {
        HttpResponse<String> answer = door.post(GENERATE, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer)).isNotEmpty();
        assertThat(door.peer.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"letters\",\"messages\":\"p\"}",
                "{\"model\":\"letters\",\"messages\":[null]}",
                "{\"model\":\"letters\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}",
                "{\"model\":\"letters\",\"messages\":[{\"role\":\"user\",\"content\":1}]}",
                "{\"model\":\"letters\",\"messages\":[],\"tools\":[{}]}"
            })
    void messages_of_another_kind_are_refused(String body) {
        assertThat(door.post(CHAT, body).statusCode()).isEqualTo(400);
    }

    @Test
    void a_body_that_is_too_large_is_refused_and_the_next_request_is_served() {
        String huge = "{\"model\":\"letters\",\"prompt\":\"" + "x".repeat(5 << 20) + "\"}";

        HttpResponse<String> refused = door.post(GENERATE, huge);
        HttpResponse<String> served = door.post(GENERATE, ASK);

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(served.statusCode()).isEqualTo(200);
    }

    @Test
    void a_page_of_another_site_may_not_ask() {
        assertThat(door.get("/api/tags", "Origin", "https://example.org").statusCode())
                .isEqualTo(403);
        assertThat(door.get("/api/tags", "Origin", "http://localhost:3000").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoever_says_nothing_wants_a_model_loaded_and_gets_no_answer_that_costs() {
        HttpResponse<String> answer = door.post(GENERATE, "{\"model\":\"llama3.2:latest\"}");

        assertThat(new JsonObject(answer.body()).getString("done_reason")).isEqualTo("load");
        assertThat(door.peer.requests()).isEmpty();
    }

    @Test
    void other_operations_of_ollama_are_not_served_and_say_so() {
        assertThat(door.post("/api/pull", "{}").statusCode()).isEqualTo(404);
        assertThat(door.post("/api/tags", "{}").statusCode()).isEqualTo(405);
        assertThat(door.get(CHAT).statusCode()).isEqualTo(405);
        assertThat(door.get("/").body()).isEqualTo("Ollama is running");
        assertThat(new JsonObject(door.get("/api/version").body()).getString("version"))
                .matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void a_key_that_was_asked_before_has_its_answer_without_asking_the_model_again() {
        String tag = "{\"key\":\"k\",\"askedBefore\":true}";
        String body = new JsonObject(ASK).put("stream", false).encode();

        String first = door.post(GENERATE, body, Caller.TAG, tag).body();
        String again = door.post(GENERATE, body, Caller.TAG, tag).body();

        assertThat(new JsonObject(again).getString("response"))
                .isEqualTo(new JsonObject(first).getString("response"));
        assertThat(door.peer.requests()).hasSize(1);
    }

    @Test
    void a_tag_that_cannot_be_read_is_refused() {
        assertThat(door.post(GENERATE, ASK, Caller.TAG, "collection=1").statusCode())
                .isEqualTo(400);
    }

    private void waitUntilOneWaits() {
        String load = "";
        while (!load.contains("\"waiting\":1")) {
            load = door.get("/endpoints").body().toLowerCase(Locale.ROOT);
        }
    }

    private static JsonObject message(String role, String content) {
        return new JsonObject().put("role", role).put("content", content);
    }

    private static String error(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getString("error");
    }

    private static String text(List<JsonObject> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.getString("response")));
        return text.toString();
    }

    private static List<JsonObject> lines(HttpResponse<String> answer) {
        assertThat(answer.body().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        return answer.body().lines().map(JsonObject::new).toList();
    }
}
