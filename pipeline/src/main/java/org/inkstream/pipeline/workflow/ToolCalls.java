package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;

/** How the workflow reaches the agents. */
public interface ToolCalls {
    /** One tool call with all its attempts; a failed future means a bug. */
    Future<ToolOutcome> call(ToolCall call);

    /**
     * Whether a call of this agent costs money or GPU time, so that its intent and its result must
     * be durable.
     */
    boolean costs(String agent);

    /**
     * Whether this process is about to end: calls in the air finish and are journalled, and further
     * ones are left to whoever takes the run over.
     */
    default boolean ending() {
        return false;
    }
}
