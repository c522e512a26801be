package org.inkstream.agents.mcp.server;

import io.vertx.core.json.JsonArray;
import java.time.Duration;
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

    /**
     * Changes whenever the tools may answer differently; empty if nobody knows. Clients find it in
     * {@code tools/list} as {@code _meta["org.inkstream/revision"]}.
     */
    default String revision() {
        return "";
    }

    /**
     * Whether who asks again with a key gets what was bought for it, though it came too late for
     * whoever asked first. Clients find it in {@code tools/list} as {@code
     * _meta["org.inkstream/keys"]}.
     */
    default boolean honoursKeys() {
        return false;
    }

    /** How long a client may keep the list: by default the tools change with the program only. */
    default Duration listHolds() {
        return Duration.ofHours(1);
    }
}
