package org.inkstream.pipeline.workflow;

import org.inkstream.agents.call.ToolCall;
import org.inkstream.catalogue.Tool;
import org.inkstream.identity.Ids;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.plan.Preparation;

/** The calls that a run makes: the same tool with the same arguments under the same key. */
record CallsOfRun(Run run) {
    ToolCall of(Tool tool, Preparation.Callable callable) {
        ToolCall call =
                new ToolCall(
                        run.id(),
                        run.documentId(),
                        run.event().collectionId(),
                        tool.agent(),
                        tool.name(),
                        Ids.callKey(run.id(), tool.name(), callable.inputHash()),
                        run.event().priority(),
                        tool.timeout(),
                        1,
                        callable.arguments());
        return call.ofJob(run.event().jobId());
    }
}
