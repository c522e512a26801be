package org.inkstream.pipeline.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.document.Letters.NOON;
import static org.inkstream.pipeline.document.Letters.TEXT;
import static org.inkstream.pipeline.document.Letters.aLetter;
import static org.inkstream.pipeline.document.Letters.aRun;
import static org.inkstream.pipeline.document.Letters.answered;
import static org.inkstream.pipeline.document.Letters.failed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.QualitySettings;
import org.inkstream.letter.LetterSchema;
import org.inkstream.money.ModelUsage;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.junit.jupiter.api.Test;

class AssessorTest {
    private static final Instant DONE = NOON.plusMillis(1500);
    private static final StepResult SALUTATION =
            answered(
                    "extract_salutation",
                    new JsonObject().put("salutation", "My dear Mrs. Brown,"),
                    ModelUsage.ofRules("letters", Duration.ofMillis(2)));

    private final Assessor assessor =
            Assessor.of(
                    LetterSchema.packaged(), ToolCatalogue.packaged(), new QualitySettings(0.5, 0));

    @Test
    void the_stored_letter_answers_the_questions_that_operators_ask() {
        Run run = aRun(aLetter());

        JsonObject stored =
                assessor.assess(run, List.of(SALUTATION, failed("extract_closing")), DONE)
                        .toStored();

        assertThat(stored.getString("_id")).isEqualTo("letter-1");
        assertThat(stored.getString("runId")).isEqualTo(run.id());
        assertThat(stored.getString("created_at")).isEqualTo("2026-03-01T12:00:01.500Z");
        assertThat(stored.getString("review_status")).isEqualTo("pending");
        assertThat(stored.getDouble("total_processing_time")).isEqualTo(1.5);
        assertThat(stored.getJsonObject("tools").getJsonObject("extract_salutation"))
                .isEqualTo(
                        new JsonObject()
                                .put("_source", "actual")
                                .put("agent", "an-agent")
                                .put("attempts", 1)
                                .put("took_ms", 5L)
                                .put("provider", "rules")
                                .put("model", "letters")
                                .put("tokens", 0L));
        assertThat(
                        stored.getJsonObject("tools")
                                .getJsonObject("extract_closing")
                                .getString("_source"))
                .isEqualTo("failed");
        JsonObject quality = stored.getJsonObject("quality_metrics");
        assertThat(quality.getDouble("completeness_score")).isBetween(0.01, 0.1);
        assertThat(quality.getString("verdict")).isEqualTo("needs_review");
        assertThat(quality.getJsonArray("reasons")).hasSize(5);
        assertThat(quality.getJsonArray("missing_fields")).contains("content.summary");
    }

    @Test
    void every_value_stands_once_and_what_is_known_of_it_beside() {
        JsonObject stored = assessor.assess(aRun(aLetter()), List.of(SALUTATION), DONE).toStored();

        JsonObject content = stored.getJsonObject("enriched_data").getJsonObject("content");
        assertThat(content)
                .isEqualTo(
                        new JsonObject()
                                .put("full_text", TEXT)
                                .put("salutation", "My dear Mrs. Brown,"));
        JsonArray fields = stored.getJsonArray("fields");
        assertThat(fields).hasSize(5);
        assertThat(fields)
                .contains(
                        new JsonObject()
                                .put("path", "content.salutation")
                                .put("state", "extracted")
                                .put("origin", "extract_salutation")
                                .put(
                                        "evidence",
                                        new JsonArray()
                                                .add(
                                                        new JsonObject()
                                                                .put("start", 32)
                                                                .put("end", 51)
                                                                .put(
                                                                        "quote",
                                                                        "My dear Mrs. Brown,"))));
    }

    @Test
    void fields_that_are_open_for_one_reason_stand_together_and_none_is_forgotten() {
        JsonObject stored =
                assessor.assess(
                                aRun(aLetter()),
                                List.of(SALUTATION, failed("extract_closing")),
                                DONE)
                        .toStored();

        JsonArray open = stored.getJsonArray("open_fields");
        assertThat(open)
                .contains(
                        new JsonObject()
                                .put("state", "failed")
                                .put("origin", "extract_closing")
                                .put("reason", failed("extract_closing").reason())
                                .put("paths", new JsonArray().add("content.closing")));
        Stream<String> resolved =
                stored.getJsonArray("fields").stream()
                        .map(field -> ((JsonObject) field).getString("path"));
        Stream<String> unresolved =
                open.stream()
                        .flatMap(group -> ((JsonObject) group).getJsonArray("paths").stream())
                        .map(String.class::cast);
        assertThat(Stream.concat(resolved, unresolved))
                .containsExactlyInAnyOrderElementsOf(LetterSchema.packaged().byPath().keySet());
    }

    @Test
    void the_same_results_in_another_order_give_the_same_letter() {
        List<StepResult> results = List.of(SALUTATION, failed("extract_closing"));
        List<StepResult> turned = List.of(failed("extract_closing"), SALUTATION);

        assertThat(assessor.assess(aRun(aLetter()), turned, DONE).toStored().encode())
                .isEqualTo(assessor.assess(aRun(aLetter()), results, DONE).toStored().encode());
    }

    @Test
    void a_result_that_went_through_the_journal_gives_the_same_letter() {
        List<StepResult> reread =
                List.of(StepResult.fromJson(new JsonObject(SALUTATION.toJson().encode())));

        assertThat(assessor.assess(aRun(aLetter()), reread, DONE).toStored())
                .isEqualTo(assessor.assess(aRun(aLetter()), List.of(SALUTATION), DONE).toStored());
    }
}
