package org.inkstream.agents.call;

import io.vertx.core.Future;

/** Who answers tool calls. Called on one event loop, and answers there. */
public interface Agent {
    /**
     * Starts one attempt. Nothing is retried here.
     *
     * @param progress told where the attempt stands, by an agent that knows
     */
    Exchange call(ToolCall call, int attempt, CallProgress progress);

    /** Closes connections; attempts that are in the air fail with class connection. */
    Future<Void> close();

    /** One attempt in the air. */
    interface Exchange {
        /** The answer; a failure is a {@link CallFailure}, anything else is a bug. */
        Future<ToolReply> reply();

        /** Stops the work that nobody waits for any more; harmless when it has ended. */
        void abort();
    }
}
