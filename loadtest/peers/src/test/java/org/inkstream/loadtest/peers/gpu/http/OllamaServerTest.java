package org.inkstream.loadtest.peers.gpu.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.inkstream.loadtest.peers.gpu.Chance;
import org.inkstream.loadtest.peers.gpu.ParameterSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OllamaServerTest {
    private static final String CHAT = "/api/chat";

    private Client client = new Client(plan());

    private static ServerPlan plan() {
        return ServerPlan.of(EngineKind.OLLAMA, ParameterSet.RTX4090, 20, 1)
                .chance(Chance.exact(1))
                .lengths(OutputLengths.exactly(60));
    }

    private void serve(ServerPlan other) {
        client.close();
        client = new Client(other);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void an_answer_follows_the_schema_and_names_tool_and_document() {
        HttpResponse<String> whole = client.post(CHAT, Client.ollama("a1", false));

        JsonObject answer = new JsonObject(whole.body());
        JsonObject person = new JsonObject(text(answer)).getJsonArray("people").getJsonObject(0);
        assertThat(person.getString("name")).isEqualTo("extract_people of a1.");
        assertThat(person.getString("quote")).isEqualTo("Dear Mother, this is letter a1.");
        assertThat(answer.getString("done_reason")).isEqualTo("stop");
        assertThat(answer.getInteger("eval_count")).isEqualTo(60);
        assertThat(answer.getInteger("prompt_eval_count")).isEqualTo(19);
    }

    @Test
    void several_tools_are_answered_as_each_would_be_alone_and_as_long_as_all_of_them() {
        JsonObject both = answerOf(together());
        JsonObject people = answerOf(Client.ollama("a1", false).put("format", part("name")));

        assertThat(new JsonObject(text(both)).getJsonObject("extract_people"))
                .isEqualTo(new JsonObject(text(people)));
        assertThat(new JsonObject(text(both)).getJsonObject("extract_events").getString("date"))
                .startsWith("schema-")
                .endsWith(" of a1.");
        assertThat(both.getInteger("eval_count")).isEqualTo(2 * 60);
    }

    @Test
    void an_answer_to_several_tools_may_lack_the_last_of_them() {
        client.post("/sim/fault", new JsonObject("{\"next\": [{\"kind\": \"partial\"}]}"));

        JsonObject lacking = answerOf(together());

        assertThat(new JsonObject(text(lacking)).fieldNames()).containsExactly("extract_people");
        assertThat(lacking.getInteger("eval_count")).isEqualTo(2 * 60);
        assertThat(lacking.getString("done_reason")).isEqualTo("stop");
    }

    private JsonObject answerOf(JsonObject question) {
        return new JsonObject(client.post(CHAT, question).body());
    }

    private static JsonObject together() {
        JsonObject tools =
                new JsonObject()
                        .put("extract_people", part("name"))
                        .put("extract_events", part("date"));
        return Client.ollama("a1", false)
                .put("format", new JsonObject().put("type", "object").put("properties", tools));
    }

    private static JsonObject part(String member) {
        JsonObject members = new JsonObject().put(member, new JsonObject().put("type", "string"));
        return new JsonObject().put("type", "object").put("properties", members);
    }

    @Test
    void durations_are_simulated_and_add_up() {
        JsonObject answer = new JsonObject(client.post(CHAT, Client.ollama("a1", false)).body());

        long parts =
                answer.getLong("load_duration")
                        + answer.getLong("prompt_eval_duration")
                        + answer.getLong("eval_duration");
        assertThat(answer.getLong("load_duration")).isBetween(2_000_000_000L, 2_100_000_000L);
        assertThat(answer.getLong("eval_duration")).isBetween(180_000_000L, 200_000_000L);
        assertThat(answer.getLong("total_duration")).isBetween(parts, parts + 1_000_000);
    }

    @Test
    void a_stream_says_the_same_as_a_whole_answer() {
        String whole = text(new JsonObject(client.post(CHAT, Client.ollama("a1", false)).body()));

        List<JsonObject> lines = lines(client.post(CHAT, Client.ollama("a1", true)));

        assertThat(lines.stream().map(OllamaServerTest::text).reduce("", String::concat))
                .isEqualTo(whole);
        assertThat(lines.get(lines.size() - 1).getInteger("eval_count")).isEqualTo(60);
    }

    @Test
    void an_answer_ends_at_the_bound_that_the_client_sets() {
        JsonObject question =
                Client.ollama("a1", true).put("options", new JsonObject().put("num_predict", 10));

        List<JsonObject> lines = lines(client.post(CHAT, question));

        assertThat(lines.stream().map(OllamaServerTest::text).reduce("", String::concat))
                .hasSize(40);
        assertThat(lines.get(lines.size() - 1).getString("done_reason")).isEqualTo("length");
    }

    @Test
    void an_empty_prompt_loads_a_model_and_unloads_it() {
        JsonObject empty = new JsonObject().put("model", "llama3.2").put("stream", false);

        JsonObject loaded = new JsonObject(client.post("/api/generate", empty).body());
        JsonObject meanwhile = new JsonObject(client.get("/api/ps").body());
        JsonObject gone =
                new JsonObject(client.post("/api/generate", empty.put("keep_alive", 0)).body());
        JsonObject after = new JsonObject(client.get("/api/ps").body());

        assertThat(loaded.getString("done_reason")).isEqualTo("load");
        assertThat(meanwhile.getJsonArray("models").getJsonObject(0).getInteger("context_length"))
                .isEqualTo(8192);
        assertThat(gone.getString("done_reason")).isEqualTo("unload");
        assertThat(after.getJsonArray("models")).isEmpty();
    }

    @Test
    void whoever_closes_the_stream_gives_the_slot_to_the_next() throws Exception {
        serve(plan().slots(1).lengths(OutputLengths.exactly(8_000)));

        client.leave(CHAT, Client.ollama("a1", true));
        JsonObject brief =
                Client.ollama("a2", false).put("options", new JsonObject().put("num_predict", 4));
        HttpResponse<String> next = client.post(CHAT, brief);

        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(client.stats().getInteger("cancelled")).isEqualTo(1);
        assertThat(client.stats().getInteger("running")).isZero();
    }

    @Test
    void a_reset_breaks_the_stream_and_the_next_request_is_served() {
        client.fault("{\"next\":[{\"kind\":\"reset\",\"afterTokens\":12}]}");

        assertThatThrownBy(() -> client.post(CHAT, Client.ollama("a1", true)))
                .hasRootCauseInstanceOf(IOException.class);
        HttpResponse<String> next = client.post(CHAT, Client.ollama("a1", true));

        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(client.stats().getInteger("broken")).isEqualTo(1);
    }

    @Test
    void a_stall_lasts_as_long_as_it_was_told_to() {
        client.fault("{\"next\":[{\"kind\":\"stall\",\"afterTokens\":12,\"seconds\":4}]}");

        JsonObject answer = new JsonObject(client.post(CHAT, Client.ollama("a1", false)).body());

        assertThat(answer.getLong("eval_duration")).isGreaterThan(4_000_000_000L);
    }

    @Test
    void a_status_comes_in_the_words_of_the_server() {
        client.fault(
                "{\"next\":[{\"kind\":\"status\",\"status\":503,\"message\":\"server busy\"}]}");

        HttpResponse<String> busy = client.post(CHAT, Client.ollama("a1", true));

        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.body()).isEqualTo("{\"error\":\"server busy\"}");
    }

    @Test
    void truncated_json_ends_as_if_it_were_whole() {
        client.fault("{\"next\":[{\"kind\":\"truncated\"},{\"kind\":\"invalid\"}]}");

        for (int fault = 0; fault < 2; fault++) {
            List<JsonObject> lines = lines(client.post(CHAT, Client.ollama("a1", true)));

            String said = lines.stream().map(OllamaServerTest::text).reduce("", String::concat);
            assertThat(lines.get(lines.size() - 1).getString("done_reason")).isEqualTo("stop");
            assertThatThrownBy(() -> new JsonObject(said)).isInstanceOf(DecodeException.class);
        }
    }

    @Test
    void faults_that_nobody_knows_are_refused_by_name() {
        HttpResponse<String> refused =
                client.post("/sim/fault", new JsonObject().put("earthquake", 1));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("earthquake").contains("crash");
    }

    @Test
    void what_was_asked_is_known_by_document_with_its_ideal_time() {
        client.post(CHAT, Client.ollama("a1", false));
        client.post(CHAT, Client.ollama("a1", false));
        client.post(CHAT, Client.ollama("b2", false));

        JsonObject demand = new JsonObject(client.get("/sim/demand").body());

        assertThat(demand.getInteger("calls")).isEqualTo(2);
        assertThat(demand.getJsonArray("documents")).hasSize(2);
        assertThat(demand.getDouble("idealSeconds")).isBetween(2.0, 3.0);
    }

    @Test
    void a_reset_of_the_server_forgets_everything() {
        client.post(CHAT, Client.ollama("a1", false));

        client.post("/sim/reset", new JsonObject());

        assertThat(client.stats().getInteger("submitted")).isZero();
        assertThat(client.stats().getInteger("calls")).isZero();
    }

    private static String text(JsonObject line) {
        return line.getJsonObject("message").getString("content");
    }

    private static List<JsonObject> lines(HttpResponse<String> response) {
        return response.body().lines().map(JsonObject::new).toList();
    }
}
