package org.inkstream.pipeline.document;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.inkstream.money.ModelUsage;

/** Letters and tool results for tests: valid unless a test says otherwise. */
public final class Letters {
    public static final String TEXT =
            """
            Edgeworthstown, Sept. 4th 1816

            My dear Mrs. Brown,
            I have seen Mr. Bolton in Dublin.

            Yours truly,
            Maria Edgeworth
            """;

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Letters() {}

    public static OcrCompleted aLetter() {
        return aLetter(TEXT, new JsonObject());
    }

    public static OcrCompleted aLetter(String text, JsonObject structured) {
        return OcrCompleted.of(
                "letter-1",
                "edgeworth",
                "job-1",
                text,
                OcrCompleted.Ocr.UNKNOWN,
                OcrCompleted.File.UNKNOWN,
                structured,
                0,
                new JsonObject());
    }

    public static Run aRun(OcrCompleted event) {
        return Run.first(event, "revision-1", NOON);
    }

    public static StepResult answered(String tool, JsonObject result, ModelUsage... usage) {
        return new StepResult(
                tool,
                "an-agent",
                StepResult.Ending.ACTUAL,
                "",
                "",
                1,
                Duration.ofMillis(5),
                result,
                List.of(usage));
    }

    public static StepResult failed(String tool) {
        return new StepResult(
                tool,
                "an-agent",
                StepResult.Ending.FAILED,
                "timeout",
                "no answer in 30 s",
                4,
                Duration.ofMinutes(2),
                new JsonObject(),
                List.of());
    }
}
