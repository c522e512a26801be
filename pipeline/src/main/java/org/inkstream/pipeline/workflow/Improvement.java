package org.inkstream.pipeline.workflow;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/** Whether a healing pass has made anything of the letter that is stored. */
final class Improvement {
    private Improvement() {}

    /**
     * @param current the letter as it is stored; empty if there is none
     */
    static boolean of(JsonObject current, Run run, Collection<StepResult> steps) {
        if (!sameText(current, run)) {
            return false;
        }
        if (run.id().equals(current.getString("runId"))) {
            // Saved before a crash, and to be finished now.
            return true;
        }
        JsonObject tools = current.getJsonObject("tools", new JsonObject());
        return steps.stream()
                .filter(StepResult::answered)
                .anyMatch(step -> !hadAnswered(tools.getJsonObject(step.tool(), new JsonObject())));
    }

    /** Whether the stored letter is still the one that was to be healed, by text and revision. */
    static boolean sameText(JsonObject current, Run run) {
        return run.event().textHash().equals(current.getString("textHash"))
                && run.revision().equals(current.getString("revision"));
    }

    private static boolean hadAnswered(JsonObject tool) {
        String source = tool.getString("_source", "");
        return source.equals(StepResult.Ending.ACTUAL.wireName())
                || source.equals(StepResult.Ending.CACHED.wireName());
    }
}
