package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import java.util.Optional;
import org.inkstream.agents.call.Place;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolCaller;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.money.ModelUsage;
import org.inkstream.pipeline.workflow.ToolCalls;

/** The calls of one process, with what is known of their costs. */
record LetterCalls(ToolCaller caller, boolean keysHonoured) implements ToolCalls {
    @Override
    public Future<ToolOutcome> call(ToolCall call) {
        return caller.call(call);
    }

    @Override
    public Optional<Place> placeNow(String agent) {
        return caller.placeNow(agent);
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
    public String madeBy(String tool) {
        return "simulated";
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
}
