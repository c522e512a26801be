package org.inkstream.agents.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInAgentsTest {
    private static final BuiltInAgents AGENTS = BuiltInAgents.bundled();
    private static final Path SAMPLES = Path.of("..", "samples", "truth.jsonl");
    private static final int LARGEST_TEXT = 512 * 1024;
    private static final int LARGEST_RESULT = 256 * 1024;

    /** The contract, written down again: a tool that moves or vanishes must break this. */
    private static final Map<String, List<String>> CONTRACT =
            Map.of(
                    "metadata-agent",
                    List.of(
                            "extract_document_type",
                            "extract_storage_info",
                            "extract_digitization_metadata",
                            "determine_access_level"),
                    "entity-agent",
                    List.of(
                            "extract_people",
                            "extract_organizations",
                            "extract_locations",
                            "extract_events",
                            "generate_relationships"),
                    "structure-agent",
                    List.of(
                            "extract_salutation",
                            "parse_letter_body",
                            "extract_closing",
                            "extract_signature",
                            "identify_attachments",
                            "parse_correspondence"),
                    "content-agent",
                    List.of("generate_summary", "extract_keywords", "classify_subjects"),
                    "context-agent",
                    List.of(
                            "research_historical_context",
                            "assess_significance",
                            "generate_biographies"));

    @Test
    void the_five_agents_serve_the_21_tools_of_the_contract_each_once() {
        assertThat(AGENTS.byId().keySet()).isEqualTo(CONTRACT.keySet());
        CONTRACT.forEach(
                (agent, tools) ->
                        assertThat(AGENTS.byId().get(agent))
                                .extracting(LetterTool::name)
                                .containsExactlyInAnyOrderElementsOf(tools));
        assertThat(AGENTS.tools()).hasSize(21);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void every_tool_answers_every_sample_with_quotes_that_stand(String id, JsonObject sample) {
        answerAll(sample.getString("text"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void every_sample_is_told_by_its_kind_and_language(String id, JsonObject sample) {
        JsonObject result = tool("extract_document_type").call(argumentsOf(sample));

        assertThat(result.getString("document_type"))
                .isEqualTo(sample.getJsonObject("truth").getString("document_type"));
        assertThat(result.getJsonArray("languages").getString(0))
                .isEqualTo(sample.getString("lang"));
    }

    @Property(tries = 200)
    void any_text_is_answered_with_quotes_that_stand(@ForAll String text) {
        answerAll(text);
    }

    @ParameterizedTest
    @MethodSource("hostileUnits")
    void half_a_mebibyte_of_anything_is_answered_in_time_and_within_bounds(String unit) {
        String text = unit.repeat(LARGEST_TEXT / unit.length());

        Assertions.assertTimeout(Duration.ofSeconds(60), () -> answerAll(text));
    }

    static Stream<String> hostileUnits() {
        return Stream.of(
                "a",
                " ",
                "\n",
                "\f",
                ".",
                "-\n",
                "A. B. ",
                "in Abcd",
                "Dear Sir,\n",
                "😀\n",
                "Box 1 ",
                "STOP X",
                "1.1.1 ",
                "Mr. Gray & ",
                "The Bank of the Bank of Leeds and London, ",
                "on the meeting of 3 May 1831 at Bath\n\n");
    }

    static Stream<Arguments> samples() throws IOException {
        return Files.readAllLines(SAMPLES).stream()
                .map(JsonObject::new)
                .map(sample -> Arguments.of(sample.getString("id"), sample));
    }

    private static void answerAll(String text) {
        JsonObject arguments = new JsonObject().put("text", text);
        for (LetterTool tool : AGENTS.tools()) {
            JsonObject result = tool.call(arguments);

            assertThat(result.fieldNames()).as(tool.name()).isNotEmpty();
            StandingQuotes.assertIn(text, result);
            if (text.length() < LARGEST_TEXT / 2 || !tool.name().equals("parse_letter_body")) {
                assertThat(result.encode().length()).as(tool.name()).isLessThan(LARGEST_RESULT);
            }
        }
    }

    private static LetterTool tool(String name) {
        return AGENTS.tools().stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject argumentsOf(JsonObject sample) {
        return new JsonObject().put("text", sample.getString("text"));
    }
}
