package org.inkstream.agents.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallTagTest {
    private static final ToolCall CALL =
            new ToolCall(
                    "run",
                    "letter",
                    "collection",
                    "agent",
                    "tool",
                    "key",
                    0,
                    Duration.ofMinutes(1),
                    1,
                    new JsonObject());

    @Test
    void the_job_of_a_letter_travels_with_every_call() {
        CallTag tag = CallTag.of(CALL.ofJob("job-7").askedAgain(), 2);

        CallTag received = CallTag.fromJson("tool", tag.toJson());

        assertThat(received.within(Duration.ofSeconds(1)).jobId()).isEqualTo("job-7");
    }

    @Test
    void a_letter_without_a_job_says_nothing_of_one() {
        assertThat(CallTag.of(CALL, 1).toJson().containsKey("jobId")).isFalse();
        assertThat(CallTag.fromJson("tool", new JsonObject()).jobId()).isEmpty();
    }
}
