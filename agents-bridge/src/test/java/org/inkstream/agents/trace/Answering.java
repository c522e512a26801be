package org.inkstream.agents.trace;

import io.vertx.core.Future;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.ToolReply;

/** An exchange with this reply. */
record Answering(Future<ToolReply> reply) implements Agent.Exchange {
    @Override
    public void abort() {}
}
