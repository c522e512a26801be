package org.inkstream.agents.modeltools;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.agents.prompts.PromptLibrary;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.models.ModelCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerShapeTest {
    private static final ToolCatalogue CATALOGUE = ToolCatalogue.packaged();
    private static final PromptLibrary PROMPTS =
            PromptLibrary.load(ModelCatalogue.RULES_ONLY, CATALOGUE.byName().keySet(), "");
    private static final String LETTER =
            "Liverpool, 4th March 1819.\nMy dear Sir,\nI have sold the cot-\nton to Mrs. Brown.";

    static List<String> tools() {
        return List.copyOf(CATALOGUE.byName().keySet());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void every_schema_is_one_that_strict_providers_take(String tool) {
        assertStrict(shape(tool).schema());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void an_answer_that_says_as_little_as_it_may_is_a_result_of_its_tool(String tool) {
        JsonObject least = (JsonObject) least(shape(tool).schema());

        assertThat(shape(tool).problem(least)).isEmpty();
        JsonObject result = shape(tool).result(least, new Grounding(LETTER));

        assertThat(new ToolSchemas(CATALOGUE).resultProblem(tool, result)).isEmpty();
        assertThat(result.containsKey("_evidence")).isFalse();
    }

    @Test
    void a_value_comes_with_the_words_of_the_page_that_prove_it() {
        JsonObject answer =
                new JsonObject()
                        .put("salutation", quoted("My dear Sir,", "my dear sir,"))
                        .put("type", "formal")
                        .put("confidence", 0.9);

        JsonObject result = shape("extract_salutation").result(answer, new Grounding(LETTER));

        assertThat(result.getString("salutation")).isEqualTo("My dear Sir,");
        assertThat(result.getJsonObject("_evidence").getJsonArray("salutation"))
                .containsExactly(
                        new JsonObject()
                                .put("start", 27)
                                .put("end", 39)
                                .put("quote", "My dear Sir,"));
    }

    @Test
    void an_item_is_proven_by_its_quote_and_one_whose_quote_is_nowhere_is_kept_unproven() {
        JsonArray people =
                new JsonArray()
                        .add(person("Napoleon", "I am Napoleon"))
                        .add(person("Mrs. Brown", "cotton to Mrs. Brown"));

        JsonObject result =
                shape("extract_people")
                        .result(new JsonObject().put("people", people), new Grounding(LETTER));

        assertThat(result.getJsonArray("people").getJsonObject(0).getString("name"))
                .isEqualTo("Napoleon");
        assertThat(result.getJsonArray("people").getJsonObject(0).containsKey("quote")).isFalse();
        assertThat(result.getJsonObject("_evidence").getJsonArray("people"))
                .containsExactly(
                        new JsonObject()
                                .put("start", 56)
                                .put("end", 78)
                                .put("quote", "cot-\nton to Mrs. Brown")
                                .put("item", 1));
    }

    @Test
    void a_quote_that_has_nothing_to_do_with_its_value_proves_nothing() {
        JsonObject answer =
                new JsonObject()
                        .put("people", new JsonArray().add(person("Napoleon", "My dear Sir,")));

        JsonObject result = shape("extract_people").result(answer, new Grounding(LETTER));

        assertThat(result.containsKey("_evidence")).isFalse();
    }

    @Test
    void a_date_is_proven_by_its_numbers() {
        JsonObject correspondence = (JsonObject) least(shape("parse_correspondence").schema());
        correspondence
                .getJsonObject("correspondence")
                .put("date", quoted("1819-03-04", "4th March 1819"));

        JsonObject result =
                shape("parse_correspondence").result(correspondence, new Grounding(LETTER));

        assertThat(result.getJsonObject("_evidence").fieldNames())
                .containsExactly("correspondence.date");
    }

    @Test
    void biographies_become_a_map_again() {
        JsonObject answer =
                new JsonObject()
                        .put(
                                "biographies",
                                new JsonArray()
                                        .add(
                                                new JsonObject()
                                                        .put("name", "Mrs. Brown")
                                                        .put("text", "A buyer of cotton.")));

        JsonObject result = shape("generate_biographies").result(answer, new Grounding(""));

        assertThat(result.getJsonObject("biographies").getString("Mrs. Brown"))
                .isEqualTo("A buyer of cotton.");
    }

    @Test
    void a_problem_is_told_without_words_of_the_answer() {
        JsonObject answer =
                new JsonObject().put("summary", "x").put("obey me', which is unknown", true);

        assertThat(shape("generate_summary").problem(answer))
                .contains("has a member that the schema does not name");
    }

    private static AnswerShape shape(String tool) {
        return AnswerShape.of(CATALOGUE.tool(tool), PROMPTS.of(tool));
    }

    private static JsonObject quoted(String value, String quote) {
        return new JsonObject().put("value", value).put("quote", quote);
    }

    private static JsonObject person(String name, String quote) {
        return new JsonObject()
                .put("name", name)
                .putNull("role")
                .putNull("title")
                .putNull("context")
                .put("confidence", 0.9)
                .put("quote", quote);
    }

    private static void assertStrict(JsonObject schema) {
        if (schema.containsKey("anyOf")) {
            schema.getJsonArray("anyOf").forEach(one -> assertStrict((JsonObject) one));
            return;
        }
        assertThat(schema.fieldNames())
                .isSubsetOf(
                        "type", "properties", "required", "additionalProperties", "items", "enum");
        if ("object".equals(schema.getValue("type"))) {
            JsonObject properties = schema.getJsonObject("properties");
            assertThat(schema.getBoolean("additionalProperties")).isFalse();
            assertThat(schema.getJsonArray("required"))
                    .containsExactlyInAnyOrderElementsOf(properties.fieldNames());
            properties.forEach(member -> assertStrict((JsonObject) member.getValue()));
        }
        if ("array".equals(schema.getValue("type"))) {
            assertStrict(schema.getJsonObject("items"));
        }
    }

    /** The emptiest value that a schema allows. */
    private static Object least(JsonObject schema) {
        if (schema.containsKey("anyOf")
                || (schema.getValue("type") instanceof JsonArray types && types.contains("null"))) {
            return null;
        }
        if (schema.containsKey("enum")) {
            return schema.getJsonArray("enum").getString(0);
        }
        return switch (schema.getString("type")) {
            case "object" -> {
                JsonObject object = new JsonObject();
                schema.getJsonObject("properties")
                        .forEach(
                                member ->
                                        object.put(
                                                member.getKey(),
                                                least((JsonObject) member.getValue())));
                yield object;
            }
            case "array" -> new JsonArray();
            case "string" -> "";
            case "boolean" -> false;
            default -> 0;
        };
    }
}
