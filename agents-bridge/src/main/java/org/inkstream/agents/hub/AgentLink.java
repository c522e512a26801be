package org.inkstream.agents.hub;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.server.ServedCall;

/** One connection to an agent, which can take one call or several at a time. */
interface AgentLink {
    /** Names of the tools that can be called here. */
    Set<String> tools();

    /** Whether it can take one more call now. */
    boolean isFree();

    int inTheAir();

    /** When the other side last gave a sign of life. */
    long lastHeardNanos();

    /** Why this call could never be sent here, empty if it can. */
    Optional<CallFailure> unsendable(ServedCall call);

    /**
     * Sends a call; the link must be free. When it is free again it says so to its agent. A reply
     * may come after the exchange was aborted: somebody may still want it.
     *
     * @param limit until nobody waits for the reply any more
     */
    Agent.Exchange send(ServedCall call, Duration limit);

    /**
     * Another connection of the same agent has come: this one may be what is left of its former.
     */
    void proveAlive();
}
