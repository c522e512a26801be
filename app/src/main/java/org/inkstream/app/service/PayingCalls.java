package org.inkstream.app.service;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import org.inkstream.agents.call.Place;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.money.ModelUsage;
import org.inkstream.pipeline.workflow.ToolCalls;

/**
 * The calls of one event loop, with what the service knows of their costs. Used on that loop.
 *
 * @param caller that makes them
 * @param places a place for a call of an agent, if one is free now
 */
record PayingCalls(
        Function<ToolCall, Future<ToolOutcome>> caller,
        Function<String, Optional<Place>> places,
        PaidCalls paid)
        implements ToolCalls {
    @Override
    public Future<ToolOutcome> call(ToolCall call) {
        return caller.apply(call);
    }

    @Override
    public Optional<Place> placeNow(String agent) {
        return places.apply(agent);
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
}
