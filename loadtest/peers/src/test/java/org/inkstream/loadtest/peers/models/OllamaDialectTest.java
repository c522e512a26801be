package org.inkstream.loadtest.peers.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OllamaDialectTest {
    private final Talk talk = Talk.to(Dialect.OLLAMA);

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void a_whole_answer_follows_the_schema_and_accounts_for_itself() {
        Talk.Answer answer = talk.ask(false);

        JsonObject json = answer.json();
        JsonObject said = new JsonObject(talk.text(answer, false));
        assertThat(answer.headers().get("content-type")).startsWith("application/json");
        assertThat(said.getString("summary")).isEqualTo(ScriptedModelServer.sentence("summary"));
        assertThat(said.getJsonArray("people")).hasSize(1);
        assertThat(json.getString("model")).isEqualTo("llama3.2");
        assertThat(json.getJsonObject("message").getString("role")).isEqualTo("assistant");
        assertThat(json.getBoolean("done")).isTrue();
        assertThat(json.getString("done_reason")).isEqualTo("stop");
        assertThat(json.getInteger("prompt_eval_count")).isEqualTo(4);
        assertThat(json.getLong("eval_count"))
                .isEqualTo(TokenCounts.tokens(talk.text(answer, false)));
        assertThat(queueWait(json)).isZero();
        assertThat(json.getLong("eval_duration")).isPositive();
    }

    @Test
    void a_streamed_answer_says_the_same_in_lines_of_which_the_last_is_done() {
        Talk.Answer whole = talk.ask(false);

        Talk.Answer streamed = talk.ask(true);

        List<JsonObject> lines = streamed.lines();
        JsonObject last = lines.get(lines.size() - 1);
        assertThat(streamed.headers().get("content-type")).isEqualTo("application/x-ndjson");
        assertThat(lines).hasSizeGreaterThan(3);
        assertThat(lines.subList(0, lines.size() - 1))
                .allSatisfy(line -> assertThat(line.getBoolean("done")).isFalse());
        assertThat(last.getBoolean("done")).isTrue();
        assertThat(last.getInteger("eval_count")).isEqualTo(whole.json().getInteger("eval_count"));
        assertThat(talk.text(streamed, true)).isEqualTo(talk.text(whole, false));
    }

    @Test
    void generate_takes_a_prompt_and_streams_unless_told_otherwise() {
        JsonObject question =
                new JsonObject().put("model", "m").put("prompt", "Hello").put("format", "json");

        Talk.Answer streamed = talk.post("/api/generate", question);
        Talk.Answer whole = talk.post("/api/generate", question.copy().put("stream", false));

        assertThat(streamed.lines()).hasSizeGreaterThan(1);
        assertThat(new JsonObject(whole.json().getString("response")).getString("answer"))
                .isEqualTo("Scripted answer.");
        assertThat(whole.json().getJsonArray("context")).isNotEmpty();
    }

    @Test
    void an_answer_is_cut_at_num_predict() {
        JsonObject options = new JsonObject().put("num_predict", 2);

        JsonObject json =
                talk.post("/api/chat", talk.question(false).put("options", options)).json();

        assertThat(json.getString("done_reason")).isEqualTo("length");
        assertThat(json.getInteger("eval_count")).isEqualTo(2);
        assertThat(json.getJsonObject("message").getString("content")).hasSize(8);
    }

    @Test
    void a_model_is_loaded_once_and_again_for_another_context() {
        talk.server.loadsIn(Duration.ofMillis(40));

        long first = load(4_096);
        long again = load(4_096);
        long wider = load(8_192);

        assertThat(List.of(first, again, wider)).containsExactly(40_000_000L, 0L, 40_000_000L);
        JsonObject running = talk.get("/api/ps").json().getJsonArray("models").getJsonObject(0);
        assertThat(running.getString("model")).isEqualTo("llama3.2");
        assertThat(running.getInteger("context_length")).isEqualTo(8_192);
        assertThat(running.getLong("size_vram")).isEqualTo(running.getLong("size"));
        assertThat(running.getInstant("expires_at")).isNotNull();
    }

    @Test
    void an_empty_prompt_loads_and_with_no_keep_alive_unloads() {
        JsonObject empty = new JsonObject().put("model", "m").put("stream", false);

        JsonObject loaded = talk.post("/api/generate", empty).json();
        JsonArray running = talk.get("/api/ps").json().getJsonArray("models");
        JsonObject unloaded = talk.post("/api/generate", empty.copy().put("keep_alive", 0)).json();

        assertThat(loaded.getString("done_reason")).isEqualTo("load");
        assertThat(running).hasSize(1);
        assertThat(unloaded.getString("done_reason")).isEqualTo("unload");
        assertThat(talk.get("/api/ps").json().getJsonArray("models")).isEmpty();
    }

    @Test
    void only_models_it_knows_are_found_and_listed() {
        talk.server.knows("mixtral");

        Talk.Answer answer = talk.ask(false);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().getString("error")).isEqualTo("model 'llama3.2' not found");
        assertThat(
                        talk.get("/api/tags")
                                .json()
                                .getJsonArray("models")
                                .getJsonObject(0)
                                .getString("name"))
                .isEqualTo("mixtral");
        assertThat(talk.get("/api/version").json().getString("version")).isNotEmpty();
        assertThat(talk.get("/api/nothing").status()).isEqualTo(404);
    }

    @Test
    void busy_is_said_in_the_words_of_the_real_one() {
        talk.server.nextAnswers(ModelReply.status(503));

        Talk.Answer answer = talk.ask(true);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json())
                .isEqualTo(
                        new JsonObject()
                                .put(
                                        "error",
                                        "server busy, please try again.  maximum pending requests"
                                                + " exceeded"));
    }

    @Test
    void what_it_received_is_recorded() {
        talk.ask(false);

        ReceivedRequest request = talk.server.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/api/chat");
        assertThat(request.header("content-type")).isEqualTo("application/json");
        assertThat(request.body()).isEqualTo(new JsonObject(talk.question(false).encode()));
    }

    private long load(int context) {
        JsonObject options = new JsonObject().put("num_ctx", context);
        return talk.post("/api/chat", talk.question(false).put("options", options))
                .json()
                .getLong("load_duration");
    }

    static long queueWait(JsonObject json) {
        return json.getLong("total_duration")
                - json.getLong("load_duration")
                - json.getLong("prompt_eval_duration")
                - json.getLong("eval_duration");
    }
}
