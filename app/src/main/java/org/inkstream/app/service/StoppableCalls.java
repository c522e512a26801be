package org.inkstream.app.service;

import io.vertx.core.Future;
import java.util.Set;
import java.util.function.BooleanSupplier;
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
    private final Set<String> agentsThatCost;
    private final BooleanSupplier ending;
    private boolean stopped;

    /**
     * @param agentsThatCost the agents whose calls cost money or GPU time
     * @param ending whether the process drains
     */
    StoppableCalls(
            Function<ToolCall, Future<ToolOutcome>> caller,
            Set<String> agentsThatCost,
            BooleanSupplier ending) {
        this.caller = caller;
        this.agentsThatCost = Set.copyOf(agentsThatCost);
        this.ending = ending;
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
        return agentsThatCost.contains(agent);
    }

    @Override
    public boolean ending() {
        return ending.getAsBoolean();
    }

    /** From now on no outcome is passed on. */
    void stop() {
        stopped = true;
    }
}
