package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.inkstream.agents.call.Place;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.money.ModelUsage;

/**
 * Tool calls that can be given up when the process must end before they do. What then comes back
 * says nothing about the agent, so it is no outcome: the run ends here unfinished, and its next
 * owner goes on with what is journalled. Used on one event loop.
 */
public final class StoppableCalls implements ToolCalls {
    private final ToolCalls next;
    private final BooleanSupplier ending;
    private boolean stopped;

    /**
     * @param next that makes the calls
     * @param ending whether the process drains
     */
    public StoppableCalls(ToolCalls next, BooleanSupplier ending) {
        this.next = next;
        this.ending = ending;
    }

    @Override
    public Future<ToolOutcome> call(ToolCall call) {
        return next.call(call)
                .compose(
                        outcome ->
                                stopped
                                        ? Future.failedFuture("this process ends")
                                        : Future.succeededFuture(outcome));
    }

    @Override
    public Optional<Place> placeNow(String agent) {
        return next.placeNow(agent);
    }

    @Override
    public boolean costs(String agent) {
        return next.costs(agent);
    }

    @Override
    public boolean honoursKeys(String agent) {
        return next.honoursKeys(agent);
    }

    @Override
    public String madeBy(String tool) {
        return next.madeBy(tool);
    }

    @Override
    public Optional<ModelUsage> atMost(ToolCall call) {
        return next.atMost(call);
    }

    @Override
    public boolean ending() {
        return ending.getAsBoolean();
    }

    /** From now on no outcome is passed on. */
    public void stop() {
        stopped = true;
    }
}
