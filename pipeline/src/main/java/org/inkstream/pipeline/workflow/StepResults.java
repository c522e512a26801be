package org.inkstream.pipeline.workflow;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.document.StepResult.Ending;

/** From what came back from a call to what the journal keeps. */
final class StepResults {
    /** An agent says with this member why it cannot know; see the package of the MCP boundary. */
    private static final String NOT_ATTEMPTED = "_not_attempted";

    private StepResults() {}

    static StepResult of(ToolCall call, ToolOutcome outcome) {
        return outcome.match(answered -> answered(call, answered), failed -> failed(call, failed));
    }

    private static StepResult answered(ToolCall call, ToolOutcome.Answered answered) {
        ToolReply reply = answered.reply();
        String cannotKnow = reply.result().getString(NOT_ATTEMPTED, "");
        return new StepResult(
                call.tool(),
                call.agent(),
                cannotKnow.isEmpty() ? Ending.ACTUAL : Ending.NOT_ATTEMPTED,
                "",
                cannotKnow,
                answered.attempts(),
                answered.took(),
                cannotKnow.isEmpty() ? reply.result() : new JsonObject(),
                reply.usage());
    }

    private static StepResult failed(ToolCall call, ToolOutcome.Failed failed) {
        return new StepResult(
                call.tool(),
                call.agent(),
                Ending.FAILED,
                failed.errorClass().wireName(),
                failed.reason(),
                failed.attempts(),
                Duration.ofMillis(failed.took().toMillis()),
                new JsonObject(),
                List.of());
    }
}
