package org.inkstream.agents.mcp.server;

import org.inkstream.agents.call.Agent;

/** The work behind a tool that is served here. */
@FunctionalInterface
public interface ServedTool {
    /**
     * Begins to work and returns at once; the reply may come on any thread. A failure is a {@link
     * org.inkstream.agents.call.CallFailure} or an {@link org.inkstream.agents.mcp.wire.RpcError},
     * anything else is a bug. Aborting stops work that nobody waits for any more.
     *
     * @param call whose arguments keep to the tool's input schema
     */
    Agent.Exchange call(ServedCall call);
}
