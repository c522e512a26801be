package org.inkstream.agents.hub;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.time.Timers;

/** An agent behind a URL, which takes many calls at a time and can be told to stop. */
final class HttpLink implements AgentLink {
    private final String agentId;
    private final Agent agent;
    private final int most;
    private final Timers clock;
    private final Runnable freed;
    private Set<String> tools = Set.of();
    private int inTheAir;
    private long lastHeardNanos;

    /**
     * @param most calls in the air at once
     * @param freed called when another call can be sent
     */
    HttpLink(String agentId, Agent agent, int most, Timers clock, Runnable freed) {
        this.agentId = agentId;
        this.agent = agent;
        this.most = most;
        this.clock = clock;
        this.freed = freed;
        this.lastHeardNanos = clock.monotonicNanos();
    }

    void serve(Set<String> names) {
        tools = Set.copyOf(names);
        lastHeardNanos = clock.monotonicNanos();
    }

    @Override
    public Set<String> tools() {
        return tools;
    }

    @Override
    public boolean isFree() {
        return inTheAir < most;
    }

    @Override
    public int inTheAir() {
        return inTheAir;
    }

    @Override
    public long lastHeardNanos() {
        return lastHeardNanos;
    }

    @Override
    public Optional<CallFailure> unsendable(ServedCall call) {
        return Optional.empty();
    }

    @Override
    public Agent.Exchange send(ServedCall call, Duration limit) {
        CallTag tag = call.tag();
        inTheAir++;
        ToolCall asked =
                new ToolCall(
                        tag.runId(),
                        tag.documentId(),
                        tag.collectionId(),
                        agentId,
                        call.tool(),
                        tag.key(),
                        tag.priority(),
                        limit,
                        tag.groupSize(),
                        call.arguments());
        Agent.Exchange exchange =
                agent.call(
                        tag.askedBefore() ? asked.askedAgain() : asked,
                        tag.attempt(),
                        CallProgress.IGNORED);
        OneCall one = new OneCall(exchange);
        exchange.reply().onComplete(outcome -> one.over());
        return one;
    }

    @Override
    public void proveAlive() {
        // Each request proves it anew.
    }

    /** Gives its place back once, answered or aborted. */
    private final class OneCall implements Agent.Exchange {
        private final Agent.Exchange exchange;
        private boolean over;

        OneCall(Agent.Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public Future<ToolReply> reply() {
            return exchange.reply();
        }

        @Override
        public void abort() {
            exchange.abort();
            over();
        }

        void over() {
            if (!over) {
                over = true;
                inTheAir--;
                freed.run();
            }
        }
    }
}
