package org.inkstream.agents.mcp.client;

import io.vertx.core.Future;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Begins attempts once it is known how to speak, and only of tools that the agent has. Used on one
 * event loop.
 */
final class ToolDesk {
    private final Acquaintance acquaintance;
    private final Timers timers;
    private final Begin begin;
    private final ProgressWish wish = new ProgressWish();

    /** Begins one attempt over a transport. */
    @FunctionalInterface
    interface Begin {
        /**
         * @param asks whether the agent should be asked for progress
         */
        Agent.Exchange begin(
                Dialect dialect, ToolCall call, int attempt, CallProgress progress, boolean asks);
    }

    ToolDesk(Acquaintance acquaintance, Timers timers, Begin begin) {
        this.acquaintance = acquaintance;
        this.timers = timers;
        this.begin = begin;
    }

    Agent.Exchange call(ToolCall call, int attempt, CallProgress progress) {
        Acquaintance.Known known = acquaintance.now();
        if (known != null && !known.tools().lack(call.tool())) {
            return begin(known, call, attempt, progress);
        }
        progress.queued();
        // A tool that is not there may be there by now.
        Future<Acquaintance.Known> found =
                known == null ? acquaintance.meet() : acquaintance.again();
        return DeferredExchange.until(found, met -> begin(met, call, attempt, progress));
    }

    private Agent.Exchange begin(
            Acquaintance.Known known, ToolCall call, int attempt, CallProgress progress) {
        String tool = call.tool();
        if (known.tools().lack(tool)) {
            return DeferredExchange.refused(
                    new CallFailure(ErrorClass.REFUSED, "the agent has no such tool"));
        }
        long begun = timers.monotonicNanos();
        Agent.Exchange exchange =
                begin.begin(
                        known.dialect(), call, attempt, progress, wish.worthAsking(tool, attempt));
        exchange.reply().onComplete(reply -> learn(tool, begun, reply.cause()));
        return known.tools().promise(tool)
                ? new CheckedExchange(exchange, reply -> known.tools().checked(tool, reply))
                : exchange;
    }

    /** An agent that was out of reach may come back as another one. */
    private void learn(String tool, long begunNanos, @Nullable Throwable cause) {
        wish.took(tool, timers.monotonicNanos() - begunNanos);
        if (cause instanceof CallFailure failure && failure.errorClass() == ErrorClass.CONNECTION) {
            acquaintance.toolsMayHaveChanged();
        }
    }
}
