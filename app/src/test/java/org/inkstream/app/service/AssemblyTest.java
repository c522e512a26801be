package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.QualitySettings;
import org.inkstream.letter.LetterSchema;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.PriceTable;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.quality.Assessor;
import org.inkstream.pipeline.workflow.Finished;
import org.junit.jupiter.api.Test;

class AssemblyTest {
    private static final Instant CALLED = Instant.parse("2026-11-02T10:00:00Z");

    private final Assembly assembly =
            new Assembly(
                    Assessor.of(
                            LetterSchema.packaged(),
                            ToolCatalogue.packaged(),
                            new QualitySettings(0.5, 0)),
                    PriceTable.packaged());

    @Test
    void a_field_leads_to_model_prompt_attempts_time_tokens_and_cost_of_what_gave_it() {
        ModelUsage asked =
                new ModelUsage(
                                "anthropic",
                                "claude-haiku-4-5",
                                1_000,
                                300,
                                0,
                                0,
                                Duration.ofSeconds(2),
                                "r")
                        .withPromptVersion("v3");
        StepResult summary =
                StepResult.of(
                                "generate_summary",
                                "content-agent",
                                2,
                                Duration.ofSeconds(3),
                                new JsonObject().put("summary", "A visit to Dublin."),
                                List.of(asked, asked))
                        .endedAt(CALLED);

        Finished finished = assembly.assemble(aRun(), List.of(summary), CALLED.plusSeconds(5));

        JsonObject field =
                finished.document().getJsonArray("fields").stream()
                        .map(JsonObject.class::cast)
                        .filter(one -> one.getString("path").equals("content.summary"))
                        .findFirst()
                        .orElseThrow();
        assertThat(
                        finished.document()
                                .getJsonObject("tools")
                                .getJsonObject(field.getString("origin")))
                .isEqualTo(
                        new JsonObject()
                                .put("_source", "actual")
                                .put("agent", "content-agent")
                                .put("attempts", 2)
                                .put("took_ms", 3_000L)
                                .put("provider", "anthropic")
                                .put("model", "claude-haiku-4-5")
                                .put("tokens", 2_600L)
                                .put("prompt_version", "v3")
                                .put("cost_status", "priced")
                                .put("cost_usd", "0.005000000000"));
        assertThat(finished.costs()).hasSize(2);
    }

    private static Run aRun() {
        OcrCompleted event =
                OcrCompleted.of(
                        "letter-1",
                        "edgeworth",
                        "job-1",
                        "I have seen Mr. Bolton in Dublin.",
                        OcrCompleted.Ocr.UNKNOWN,
                        OcrCompleted.File.UNKNOWN,
                        new JsonObject(),
                        0,
                        new JsonObject());
        return Run.first(event, "revision-1", CALLED);
    }
}
