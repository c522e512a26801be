package org.inkstream.pipeline.workflow;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.document.StepResult.Ending;

/** From what came back from a call to what the journal keeps. */
final class StepResults {
    private StepResults() {}

    /**
     * @param now when it came back
     */
    static StepResult of(ToolCall call, ToolOutcome outcome, Instant now) {
        return outcome.match(answered -> answered(call, answered), failed -> failed(call, failed))
                .endedAt(now);
    }

    private static StepResult answered(ToolCall call, ToolOutcome.Answered answered) {
        ToolReply reply = answered.reply();
        return StepResult.of(
                call.tool(),
                call.agent(),
                answered.attempts(),
                answered.took(),
                reply.result(),
                reply.usage());
    }

    private static StepResult failed(ToolCall call, ToolOutcome.Failed failed) {
        return new StepResult(
                call.tool(),
                call.agent(),
                failed.placeholder() ? Ending.FALLBACK : Ending.FAILED,
                failed.errorClass().wireName(),
                failed.reason(),
                failed.attempts(),
                failed.took(),
                new JsonObject(),
                failed.usage());
    }
}
