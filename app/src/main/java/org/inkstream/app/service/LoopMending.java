package org.inkstream.app.service;

import io.vertx.core.Future;
import java.util.function.Function;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.pipeline.journal.Reconciler;
import org.inkstream.pipeline.workflow.Healer;

/** What one event loop looks out for: agents that are back, runs left behind. Used on that loop. */
final class LoopMending {
    private final Healer healer;
    private final ReturningAgents agents;
    private final Reconciler reconciler;
    private final boolean first;

    /**
     * @param first whether the look at the journal falls to this loop
     */
    LoopMending(Healer healer, ReturningAgents agents, Reconciler reconciler, boolean first) {
        this.healer = healer;
        this.agents = agents;
        this.reconciler = reconciler;
        this.first = first;
    }

    /** The calls, from whose answers it is seen who is back. */
    Function<ToolCall, Future<ToolOutcome>> below(Function<ToolCall, Future<ToolOutcome>> calls) {
        return agents.below(calls);
    }

    void start() {
        agents.start();
        if (first) {
            reconciler.start();
        }
    }

    /** Harmless where it was never started. */
    void stop() {
        agents.stop();
        healer.stop();
        reconciler.stop();
    }
}
