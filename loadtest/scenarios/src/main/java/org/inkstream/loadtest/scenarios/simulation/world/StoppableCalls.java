package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolCaller;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.pipeline.workflow.ToolCalls;

/** Calls that are given up when a process ends before they do, as in the service. */
final class StoppableCalls implements ToolCalls {
    private final ToolCaller caller;
    private boolean stopped;

    StoppableCalls(ToolCaller caller) {
        this.caller = caller;
    }

    @Override
    public Future<ToolOutcome> call(ToolCall call) {
        return caller.call(call)
                .compose(
                        outcome ->
                                stopped
                                        ? Future.failedFuture("this process ends")
                                        : Future.succeededFuture(outcome));
    }

    @Override
    public boolean costs(String agent) {
        return Letters.costs(agent);
    }

    void stop() {
        stopped = true;
    }
}
