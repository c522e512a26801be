package org.inkstream.agents.mcp.client;

import io.vertx.core.Future;
import java.util.function.UnaryOperator;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.ToolReply;

/** An attempt whose reply is looked at before it is handed on. */
final class CheckedExchange implements Agent.Exchange {
    private final Agent.Exchange exchange;
    private final Future<ToolReply> checked;

    /**
     * @param check throws what the reply then fails with
     */
    CheckedExchange(Agent.Exchange exchange, UnaryOperator<ToolReply> check) {
        this.exchange = exchange;
        this.checked = exchange.reply().map(check);
    }

    @Override
    public Future<ToolReply> reply() {
        return checked;
    }

    @Override
    public void abort() {
        exchange.abort();
    }
}
