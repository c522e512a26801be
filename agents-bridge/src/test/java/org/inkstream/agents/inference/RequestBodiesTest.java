package org.inkstream.agents.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.LongTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to a model server. */
class RequestBodiesTest {
    private static final Dialect OLLAMA = new OllamaDialect("");
    private static final Dialect OPENAI = new OpenAiDialect("gpu", "openai-compatible", "");
    private static final Dialect ANTHROPIC = new AnthropicDialect("", RateLimits.Listener.IGNORED);

    static Stream<Dialect> localServers() {
        return Stream.of(OLLAMA, OPENAI);
    }

    @ParameterizedTest
    @MethodSource("localServers")
    void two_tools_of_one_document_share_every_byte_up_to_the_end_of_the_document(Dialect dialect) {
        Prompt one = new Prompt("System.", "Find people.", Requests.DOCUMENT, "");
        Prompt two = new Prompt("System.", "Say what it means.", Requests.DOCUMENT, "Findings.");

        byte[] first = messages(dialect, one);
        byte[] second = messages(dialect, two);

        int shared = 0;
        while (first[shared] == second[shared]) {
            shared++;
        }
        String prefix = new String(first, 0, shared, StandardCharsets.UTF_8);
        assertThat(prefix).contains("System.").contains("END DOCUMENT");
        assertThat(new String(first, StandardCharsets.UTF_8)).endsWith("Find people.\"}]");
        assertThat(new String(second, StandardCharsets.UTF_8))
                .endsWith("Findings.\\n\\nSay what it means.\"}]");
    }

    @Test
    void ollama_is_told_its_context_its_bound_and_what_to_do_with_the_model() {
        JsonObject body = OLLAMA.body(Requests.request(Duration.ZERO));

        assertThat(body.getJsonObject("options"))
                .isEqualTo(
                        new JsonObject()
                                .put("num_ctx", 8_192)
                                .put("num_predict", 512)
                                .put("temperature", 0.0));
        assertThat(body.getJsonObject("format")).isEqualTo(Requests.SCHEMA);
        assertThat(body.getString("keep_alive")).isEqualTo("1800000ms");
        assertThat(body.getBoolean("think")).isFalse();
        assertThat(body.getBoolean("truncate")).isFalse();
        assertThat(body.getBoolean("stream")).isTrue();
    }

    @Test
    void openai_is_asked_for_usage_and_for_the_schema() {
        JsonObject body = OPENAI.body(Requests.request(Duration.ZERO));

        JsonObject format = body.getJsonObject("response_format");
        assertThat(body.getJsonObject("stream_options").getBoolean("include_usage")).isTrue();
        assertThat(body.getInteger("max_tokens")).isEqualTo(512);
        assertThat(format.getString("type")).isEqualTo("json_schema");
        assertThat(format.getJsonObject("json_schema"))
                .isEqualTo(
                        new JsonObject()
                                .put("name", "generate_summary")
                                .put("strict", true)
                                .put("schema", Requests.SCHEMA));
    }

    @Test
    void what_anthropic_may_cache_is_all_that_stands_before_the_document() {
        JsonObject body = ANTHROPIC.body(Requests.request(Duration.ZERO));

        JsonArray system = body.getJsonArray("system");
        JsonArray said = body.getJsonArray("messages").getJsonObject(0).getJsonArray("content");
        assertThat(system.getJsonObject(0).getString("text")).isEqualTo("You read letters.");
        assertThat(system.getJsonObject(0).containsKey("cache_control")).isFalse();
        assertThat(system.getJsonObject(1).getString("text")).isEqualTo("Sum the letter up.");
        assertThat(system.getJsonObject(1).getJsonObject("cache_control").getString("type"))
                .isEqualTo("ephemeral");
        assertThat(said.getJsonObject(0).getString("text")).isEqualTo(Requests.DOCUMENT);
        assertThat(said.size()).isEqualTo(2);
        assertThat(body.getJsonObject("output_config").getJsonObject("format").getString("type"))
                .isEqualTo("json_schema");
        assertThat(body.getInteger("max_tokens")).isEqualTo(512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-opus-5-5", "claude-sonnet-5-5", "claude-opus-4-8", "claude-x"})
    void models_that_refuse_a_temperature_are_sent_none(String model) {
        assertThat(anthropicBody(model).containsKey("temperature")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-haiku-4-5-20251001", "claude-sonnet-4-6", "claude-opus-4-5"})
    void models_that_take_a_temperature_are_sent_it(String model) {
        assertThat(anthropicBody(model).getDouble("temperature")).isZero();
    }

    @Test
    void a_schema_is_closed_but_never_widened_or_lied_about() {
        JsonObject text = new JsonObject().put("type", "string");
        JsonObject open =
                new JsonObject()
                        .put("type", "object")
                        .put("properties", new JsonObject().put("a", text).put("b", text))
                        .put("required", new JsonArray().add("a"));
        JsonObject names = new JsonObject().put("type", "object").put("additionalProperties", text);

        AcceptableSchema closed = AcceptableSchema.of(open);
        AcceptableSchema free =
                AcceptableSchema.of(
                        new JsonObject()
                                .put("type", "array")
                                .put("items", new JsonObject().put("anyOf", array(names))));

        assertThat(closed.schema().getBoolean("additionalProperties")).isFalse();
        assertThat(closed.closed()).isTrue();
        // b may be left out, which a strict server does not allow to say.
        assertThat(closed.strict()).isFalse();
        assertThat(free.closed()).isFalse();
        assertThat(open.containsKey("additionalProperties")).isFalse();
    }

    private static JsonArray array(JsonObject item) {
        return new JsonArray().add(item);
    }

    private static JsonObject anthropicBody(String model) {
        return ANTHROPIC.body(
                Requests.request(Requests.PROMPT, Requests.model(model), Duration.ZERO));
    }

    private static byte[] messages(Dialect dialect, Prompt prompt) {
        JsonObject body =
                dialect.body(Requests.request(prompt, Requests.model("m"), Duration.ZERO));
        String whole =
                JsonTree.write(
                                new JsonObject().put("messages", body.getValue("messages")),
                                new LongTexts())
                        .toString();
        return whole.substring(0, whole.length() - 1).getBytes(StandardCharsets.UTF_8);
    }
}
