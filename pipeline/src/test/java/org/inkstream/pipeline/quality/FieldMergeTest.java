package org.inkstream.pipeline.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.inkstream.pipeline.document.Letters.TEXT;
import static org.inkstream.pipeline.document.Letters.aLetter;
import static org.inkstream.pipeline.document.Letters.answered;
import static org.inkstream.pipeline.document.Letters.failed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.letter.LetterSchema;
import org.inkstream.pipeline.document.Evidence;
import org.inkstream.pipeline.document.Field;
import org.inkstream.pipeline.document.FieldState;
import org.inkstream.pipeline.document.Origin;
import org.inkstream.pipeline.document.StepResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldMergeTest {
    private static final String SALUTATION = "content.salutation";
    private static final String SENDER = "document.correspondence.sender.name";
    private static final String DATE = "document.date.creation_date";
    private static final String PEOPLE = "analysis.people[]";
    private static final int GREETING = TEXT.indexOf("My dear");

    private final FieldMerge merge =
            FieldMerge.of(LetterSchema.packaged(), ToolCatalogue.packaged());

    @Test
    void every_leaf_of_the_schema_has_a_field_in_schema_order() {
        List<Field> fields = merge.merge(aLetter(), List.of()).fields();

        assertThat(fields)
                .extracting(Field::path)
                .hasSize(62)
                .containsExactlyElementsOf(LetterSchema.packaged().byPath().keySet());
    }

    @Test
    void a_quote_that_stands_where_the_agent_says_is_the_evidence() {
        Field field = salutation("My dear Mrs. Brown,", GREETING, GREETING + 19);

        assertThat(field.state()).isEqualTo(FieldState.EXTRACTED);
        assertThat(field.ungrounded()).isFalse();
        assertThat(field.confidence()).isEqualTo(0.9);
        assertThat(field.origin()).isEqualTo(Origin.tool("extract_salutation"));
        assertThat(field.evidence())
                .containsExactly(
                        new Evidence(
                                GREETING, GREETING + 19, "My dear Mrs. Brown,", Evidence.WHOLE));
    }

    @Test
    void a_quote_at_a_wrong_place_is_anchored_where_it_stands() {
        Field field = salutation("My dear Mrs. Brown,", 400, 419);

        assertThat(field.ungrounded()).isFalse();
        assertThat(field.evidence()).extracting(Evidence::start).containsExactly(GREETING);
    }

    @Test
    void a_value_that_stands_nowhere_is_kept_and_marked() {
        Field field = salutation("Dear Sir or Madam", 0, 17);

        assertThat(field.value()).isEqualTo("Dear Sir or Madam");
        assertThat(field.evidence()).isEmpty();
        assertThat(field.unproven()).containsExactly(Evidence.WHOLE);
    }

    @Test
    void a_normalised_value_is_proven_by_the_quote_it_was_made_from() {
        int at = TEXT.indexOf("Sept.");
        Field field =
                field(
                        DATE,
                        answered(
                                "parse_correspondence",
                                new JsonObject()
                                        .put(
                                                "correspondence",
                                                new JsonObject().put("date", "1816-09-04"))
                                        .put(
                                                "_evidence",
                                                claim(
                                                        "correspondence.date",
                                                        at,
                                                        at + 14,
                                                        "Sept. 4th 1816"))));

        assertThat(field.value()).isEqualTo("1816-09-04");
        assertThat(field.ungrounded()).isFalse();
        assertThat(field.evidence()).extracting(Evidence::quote).containsExactly("Sept. 4th 1816");
    }

    @Test
    void of_a_list_the_items_that_stand_nowhere_are_named_and_refusals_dropped() {
        JsonArray people =
                new JsonArray()
                        .add(new JsonObject().put("name", "unknown"))
                        .add(new JsonObject().put("name", "Mrs. Brown").put("confidence", 0.8))
                        .add(new JsonObject().put("name", "Walter Scott").put("confidence", 0.4));
        int at = TEXT.indexOf("Mrs. Brown");
        JsonObject evidence = claim("people", at, at + 10, "Mrs. Brown");
        evidence.getJsonArray("people").getJsonObject(0).put("item", 1);

        Field field =
                field(
                        PEOPLE,
                        answered(
                                "extract_people",
                                new JsonObject().put("people", people).put("_evidence", evidence)));

        assertThat((JsonArray) field.value()).hasSize(2);
        assertThat(field.evidence()).containsExactly(new Evidence(at, at + 10, "Mrs. Brown", 0));
        assertThat(field.unproven()).containsExactly(1);
        assertThat(field.confidence()).isCloseTo(0.6, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "Unknown",
                "[N/A]",
                "Not provided in context",
                "Not specified.",
                "null"
            })
    void words_that_say_nothing_are_no_value(String word) {
        Field field = field(SENDER, correspondence(new JsonObject().put("name", word)));

        assertThat(field.state()).isEqualTo(FieldState.NOT_FOUND);
        assertThat(field.hasValue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nathaniel None", "N. Adams", "Unknownsky"})
    void names_that_look_like_a_refusal_are_names(String name) {
        Field field = field(SENDER, correspondence(new JsonObject().put("name", name)));

        assertThat(field.value()).isEqualTo(name);
    }

    @Test
    void without_a_value_the_field_says_how_its_tool_ended() {
        StepResult placeholder =
                StepResult.of(
                        "generate_summary",
                        "content-agent",
                        1,
                        Duration.ZERO,
                        new JsonObject().put("summary", "Summary").put("_fallback", true),
                        List.of());
        StepResult unknowable =
                StepResult.of(
                        "research_historical_context",
                        "context-agent",
                        1,
                        Duration.ZERO,
                        new JsonObject().put("_not_attempted", "rules know no history"),
                        List.of());

        assertThat(field("content.summary", placeholder).state()).isEqualTo(FieldState.FALLBACK);
        assertThat(field(SALUTATION, failed("extract_salutation")).state())
                .isEqualTo(FieldState.FAILED);
        assertThat(field(SALUTATION, failed("extract_salutation")).reason())
                .isEqualTo("no answer in 30 s");
        Field context = field("analysis.historical_context", unknowable);
        assertThat(context.state()).isEqualTo(FieldState.NOT_ATTEMPTED);
        assertThat(context.reason()).isEqualTo("rules know no history");
        assertThat(context.applicable()).isTrue();
        assertThat(field("content.annotations[]").applicable()).isFalse();
    }

    @Test
    void what_the_ocr_step_saw_on_the_page_wins_and_is_looked_up_in_the_text() {
        JsonObject structured =
                new JsonObject()
                        .put(
                                "content",
                                new JsonObject()
                                        .put("salutation", "My dear Mrs. Brown")
                                        .put("closing", "Your obedient servant"));
        List<StepResult> results =
                List.of(
                        answered("extract_salutation", new JsonObject().put("salutation", "Hello")),
                        answered("extract_closing", new JsonObject().put("closing", "Bye")));

        Merged merged = merge.merge(aLetter(TEXT, structured), results);

        Field salutation = field(merged, SALUTATION);
        assertThat(salutation.value()).isEqualTo("My dear Mrs. Brown");
        assertThat(salutation.origin()).isEqualTo(Origin.OCR);
        assertThat(salutation.evidence()).extracting(Evidence::start).containsExactly(GREETING);
        assertThat(field(merged, "content.closing").ungrounded()).isTrue();
    }

    @Test
    void what_the_ocr_step_concluded_gives_way_to_the_tool() {
        JsonObject structured =
                new JsonObject().put("content", new JsonObject().put("summary", "A visit."));
        StepResult summary =
                answered(
                        "generate_summary", new JsonObject().put("summary", "She saw Mr. Bolton."));

        assertThat(
                        field(
                                merge.merge(aLetter(TEXT, structured), List.of(summary)),
                                "content.summary"))
                .extracting(Field::value, Field::state)
                .containsExactly("She saw Mr. Bolton.", FieldState.INFERRED);
        assertThat(
                        field(
                                merge.merge(
                                        aLetter(TEXT, structured),
                                        List.of(failed("generate_summary"))),
                                "content.summary"))
                .extracting(Field::value, Field::origin)
                .containsExactly("A visit.", Origin.OCR);
    }

    @Test
    void two_sources_of_a_required_field_that_contradict_each_other_are_named() {
        JsonObject date =
                new JsonObject().put("date", new JsonObject().put("creation_date", "1816-09-05"));
        StepResult read =
                answered(
                        "parse_correspondence",
                        new JsonObject()
                                .put("correspondence", new JsonObject().put("date", "1816-09-04")));

        Merged merged =
                merge.merge(aLetter(TEXT, new JsonObject().put("document", date)), List.of(read));

        assertThat(merged.disagreements())
                .extracting(two -> two.taken().value(), two -> two.other().value())
                .containsExactly(tuple("1816-09-05", "1816-09-04"));
    }

    @Test
    void a_choice_that_is_not_in_the_schema_is_no_value() {
        assertThat(type("Letter")).extracting(Field::value).isEqualTo("letter");
        assertThat(type("postcard").state()).isEqualTo(FieldState.NOT_FOUND);
    }

    @Test
    void a_biography_is_found_under_the_name_of_the_person() {
        StepResult lives =
                answered(
                        "generate_biographies",
                        new JsonObject()
                                .put(
                                        "biographies",
                                        new JsonObject().put("Maria Edgeworth", "A novelist.")));

        Merged merged =
                merge.merge(
                        aLetter(),
                        List.of(
                                lives,
                                correspondence(new JsonObject().put("name", "Maria Edgeworth"))));

        assertThat(field(merged, "document.correspondence.sender.biography").value())
                .isEqualTo("A novelist.");
        assertThat(field(merged, "document.correspondence.recipient.biography").state())
                .isEqualTo(FieldState.NOT_FOUND);
    }

    private Field type(String said) {
        return field(
                "metadata.document_type",
                answered("extract_document_type", new JsonObject().put("document_type", said)));
    }

    private Field salutation(String value, int start, int end) {
        return field(
                SALUTATION,
                answered(
                        "extract_salutation",
                        new JsonObject()
                                .put("salutation", value)
                                .put("confidence", 0.9)
                                .put("_evidence", claim("salutation", start, end, value))));
    }

    private static StepResult correspondence(JsonObject sender) {
        return answered(
                "parse_correspondence",
                new JsonObject().put("correspondence", new JsonObject().put("sender", sender)));
    }

    private static JsonObject claim(String path, int start, int end, String quote) {
        return new JsonObject()
                .put(
                        path,
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("start", start)
                                                .put("end", end)
                                                .put("quote", quote)));
    }

    private Field field(String path, StepResult... results) {
        return field(merge.merge(aLetter(), List.of(results)), path);
    }

    private static Field field(Merged merged, String path) {
        return merged.fields().stream()
                .filter(field -> field.path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
