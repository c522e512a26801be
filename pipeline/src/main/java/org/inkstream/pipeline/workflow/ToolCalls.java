package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;

/** How the workflow reaches the agents. */
public interface ToolCalls {
    /** One tool call with all its attempts; it fails if the call is not wanted any more. */
    Future<ToolOutcome> call(ToolCall call);

    /**
     * Whether a call of this agent costs money or GPU time, so that its intent and its result must
     * be durable.
     */
    boolean costs(String agent);
}
