package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.util.Optional;
import org.inkstream.agents.call.Place;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.money.ModelUsage;

/** How the workflow reaches the agents. */
public interface ToolCalls {
    /** One tool call with all its attempts; it fails if the call is not wanted any more. */
    Future<ToolOutcome> call(ToolCall call);

    /**
     * A place for a call of this agent, if one is free now: only then may somebody say in advance
     * that it will be called. Whoever gets it leaves it, or hands it on with the call.
     */
    default Optional<Place> placeNow(String agent) {
        return Optional.of(Place.FREE);
    }

    /**
     * Whether a call of this agent costs money or GPU time, so that its intent and its result must
     * be durable.
     */
    boolean costs(String agent);

    /**
     * Whether this agent answers a key that it knows without working again, so that a call whose
     * outcome was lost may be asked again for nothing.
     */
    default boolean honoursKeys(String agent) {
        return false;
    }

    /**
     * What decides how this tool answers: prompt, models and agents, as a hash. Empty if nobody
     * knows; its results are then not used again.
     */
    default String madeBy(String tool) {
        return "";
    }

    /** What a call can have used at most whose outcome was lost; empty if it cannot have cost. */
    default Optional<ModelUsage> atMost(ToolCall call) {
        return Optional.of(ModelUsage.ofNobodyKnows());
    }

    /**
     * Whether this process is about to end: calls in the air finish and are journalled, and further
     * ones are left to whoever takes the run over.
     */
    default boolean ending() {
        return false;
    }
}
