package org.inkstream.app.service;

import io.vertx.core.Future;
import java.util.function.Function;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.pipeline.workflow.ToolCalls;

/**
 * Tool calls that can be given up when the process must end before they do. What then comes back
 * says nothing about the agent, so it is no outcome: the run ends here unfinished, and its next
 * owner goes on with what is journalled. Used on one event loop.
 */
final class StoppableCalls implements ToolCalls {
    private final Function<ToolCall, Future<ToolOutcome>> caller;
    private final boolean cost;
    private boolean stopped;

    /**
     * @param cost whether the calls cost money or GPU time
     */
    StoppableCalls(Function<ToolCall, Future<ToolOutcome>> caller, boolean cost) {
        this.caller = caller;
        this.cost = cost;
    }

    @Override
    public Future<ToolOutcome> call(ToolCall call) {
        return caller.apply(call)
                .compose(
                        outcome ->
                                stopped
                                        ? Future.failedFuture("this process ends")
                                        : Future.succeededFuture(outcome));
    }

    @Override
    public boolean costs(String agent) {
        return cost;
    }

    /** From now on no outcome is passed on. */
    void stop() {
        stopped = true;
    }
}
