package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.document.Letters.aLetter;
import static org.inkstream.pipeline.document.Letters.aRun;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.junit.jupiter.api.Test;

class UnhealedLettersTest {
    private static final JsonObject CANNOT_KNOW = new JsonObject().put("_not_attempted", "why");

    private final Run run = aRun(aLetter());

    @Test
    void a_tool_that_lacked_money_waits_for_money_and_not_for_its_agent() {
        StepResult lacked = step(CANNOT_KNOW.copy().put("_over_budget", true));

        assertThat(UnhealedLetters.Letter.of(run, run.id(), List.of(lacked)))
                .hasValueSatisfying(
                        letter -> {
                            assertThat(letter.agents()).containsExactly(UnhealedLetters.MONEY);
                            assertThat(letter.tools()).containsExactly("generate_summary");
                        });
    }

    @Test
    void a_tool_that_cannot_know_waits_for_nothing() {
        assertThat(UnhealedLetters.Letter.of(run, run.id(), List.of(step(CANNOT_KNOW)))).isEmpty();
    }

    private static StepResult step(JsonObject result) {
        return StepResult.of(
                "generate_summary", "content-agent", 1, Duration.ZERO, result, List.of());
    }
}
