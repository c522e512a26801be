package org.inkstream.app.service;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.money.ModelUsage;
import org.inkstream.pipeline.workflow.ToolCalls;

/**
 * Tool calls that can be given up when the process must end before they do. What then comes back
 * says nothing about the agent, so it is no outcome: the run ends here unfinished, and its next
 * owner goes on with what is journalled. Used on one event loop.
 */
final class StoppableCalls implements ToolCalls {
    private final Function<ToolCall, Future<ToolOutcome>> caller;
    private final PaidCalls paid;
    private final BooleanSupplier ending;
    private boolean stopped;

    /**
     * @param ending whether the process drains
     */
    StoppableCalls(
            Function<ToolCall, Future<ToolOutcome>> caller,
            PaidCalls paid,
            BooleanSupplier ending) {
        this.caller = caller;
        this.paid = paid;
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
        return paid.cost(agent);
    }

    @Override
    public boolean honoursKeys(String agent) {
        return paid.honourKeys();
    }

    @Override
    public String madeBy(String tool) {
        return paid.madeBy(tool);
    }

    @Override
    public Optional<ModelUsage> atMost(ToolCall call) {
        return paid.worst().of(call);
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
