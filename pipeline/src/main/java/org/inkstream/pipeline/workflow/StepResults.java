package org.inkstream.pipeline.workflow;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.money.ModelUsage;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.document.StepResult.Ending;

/** From what came back from a call to what the journal keeps. */
final class StepResults {
    private StepResults() {}

    /**
     * @param lost what earlier owners may have used who asked the same and died
     * @param now when it came back
     */
    static StepResult of(ToolCall call, ToolOutcome outcome, List<ModelUsage> lost, Instant now) {
        return outcome.match(
                        answered ->
                                answered(call, answered).after(unsettled(answered.reply(), lost)),
                        failed -> failed(call, failed).after(lost))
                .endedAt(now);
    }

    /** An answer that was found is that of the last owner who died, and of no other. */
    private static List<ModelUsage> unsettled(ToolReply reply, List<ModelUsage> lost) {
        if (lost.isEmpty() || reply.isFree()) {
            return List.of();
        }
        return reply.isFound() ? lost.subList(0, lost.size() - 1) : lost;
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
