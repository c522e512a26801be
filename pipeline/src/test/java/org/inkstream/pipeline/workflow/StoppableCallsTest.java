package org.inkstream.pipeline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.ErrorClass;
import org.junit.jupiter.api.Test;

class StoppableCallsTest {
    private static final ToolCall CALL =
            new ToolCall(
                    "run",
                    "letter",
                    "collection",
                    "agent",
                    "extract_people",
                    "key",
                    0,
                    Duration.ofSeconds(30),
                    1,
                    new JsonObject());

    private final Promise<ToolOutcome> answer = Promise.promise();
    private final StoppableCalls calls =
            new StoppableCalls(
                    new ToolCalls() {
                        @Override
                        public Future<ToolOutcome> call(ToolCall call) {
                            return answer.future();
                        }

                        @Override
                        public boolean costs(String agent) {
                            return true;
                        }
                    },
                    () -> false);

    @Test
    void an_answer_is_passed_on_as_long_as_nobody_stops() {
        Future<ToolOutcome> outcome = calls.call(CALL);
        ToolOutcome answered =
                new ToolOutcome.Answered(
                        new ToolReply(new JsonObject(), List.of()), 1, Duration.ZERO);

        answer.complete(answered);

        assertThat(outcome.result()).isEqualTo(answered);
    }

    @Test
    void a_call_that_was_given_up_by_a_stop_never_looks_like_a_failed_tool() {
        Future<ToolOutcome> outcome = calls.call(CALL);

        calls.stop();
        answer.complete(
                new ToolOutcome.Failed(ErrorClass.EVENT_LOOP, "stopped", false, 1, Duration.ZERO));

        assertThat(outcome.failed()).isTrue();
    }
}
