package org.inkstream.pipeline.workflow;

import org.inkstream.agents.call.ToolCall;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;

/** Observes the steps of runs, for metrics and logs; decides nothing. */
public interface StepEvents {
    /** A tool is about to be called. */
    default void calling(ToolCall call) {}

    /** A step has ended. */
    default void ended(Run run, StepResult result) {}
}
