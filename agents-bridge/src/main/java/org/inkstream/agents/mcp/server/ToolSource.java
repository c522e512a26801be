package org.inkstream.agents.mcp.server;

import io.vertx.core.json.JsonArray;
import org.inkstream.agents.call.Agent;

/** The tools that an {@link McpServer} serves. For any thread. */
public interface ToolSource {
    /** As {@code tools/list} shows them, always in the same order. */
    JsonArray list();

    /**
     * Begins a call; the reply may come on any thread.
     *
     * @throws org.inkstream.agents.mcp.wire.RpcError if there is no such tool, or its schema does
     *     not allow the arguments
     */
    Agent.Exchange call(ServedCall call);
}
