package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import java.util.Optional;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolCaller;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.money.ModelUsage;
import org.inkstream.pipeline.workflow.ToolCalls;

/** Calls that are given up when a process ends before they do, as in the service. */
final class StoppableCalls implements ToolCalls {
    private final ToolCaller caller;
    private final boolean keysHonoured;
    private boolean ending;
    private boolean stopped;

    StoppableCalls(ToolCaller caller, boolean keysHonoured) {
        this.caller = caller;
        this.keysHonoured = keysHonoured;
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

    @Override
    public boolean honoursKeys(String agent) {
        return keysHonoured;
    }

    @Override
    public Optional<ModelUsage> atMost(ToolCall call) {
        return atMostOf(call);
    }

    static Optional<ModelUsage> atMostOf(ToolCall call) {
        return Letters.costs(call.agent())
                ? Optional.of(ModelUsage.ofNobodyKnows())
                : Optional.empty();
    }

    @Override
    public boolean ending() {
        return ending;
    }

    /** From now on further calls are left to others. */
    void end() {
        ending = true;
    }

    /** From now on no outcome is passed on. */
    void stop() {
        stopped = true;
    }
}
