package org.inkstream.agents.trace;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.wire.McpPeer;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.metrics.trace.Attribute;
import org.inkstream.metrics.trace.Attributes;
import org.inkstream.metrics.trace.Instrument;
import org.inkstream.metrics.trace.LiveSpan;
import org.inkstream.metrics.trace.SpanKind;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.time.Timers;

/**
 * An agent whose attempts have a span each, {@code tools/call TOOL}, which goes with the call to
 * whoever serves it. Used on its agent's event loop.
 */
public final class TracedAgent implements Agent {
    private final Agent agent;
    private final Telemetry telemetry;
    private final Timers clock;

    /**
     * @param clock for measuring only
     */
    public TracedAgent(Agent agent, Telemetry telemetry, Timers clock) {
        this.agent = agent;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    @Override
    public Exchange call(ToolCall call, int attempt, CallProgress progress) {
        Attributes known =
                Attributes.of(Attribute.MCP_METHOD, Rpc.CALL_TOOL)
                        .with(Attribute.OPERATION, "execute_tool")
                        .with(Attribute.TOOL_NAME, call.tool());
        LiveSpan span =
                telemetry.begin(
                        SpanKind.CLIENT,
                        Rpc.CALL_TOOL + " " + call.tool(),
                        call.trace(),
                        known.with(Attribute.ATTEMPT, attempt));
        long begun = clock.monotonicNanos();
        try {
            Exchange exchange = agent.call(call.tracedBy(span.context()), attempt, progress);
            return new TracedExchange(exchange, span, known, begun).watched();
        } catch (RuntimeException bug) {
            span.failed(ErrorTypes.of(bug));
            span.end();
            throw bug;
        }
    }

    @Override
    public Future<Void> close() {
        return agent.close();
    }

    /** One attempt and its span, which ends once: with the answer, or with the abort. */
    private final class TracedExchange implements Exchange {
        private final Exchange exchange;
        private final LiveSpan span;
        private final Attributes known;
        private final long begun;
        private boolean ended;

        TracedExchange(Exchange exchange, LiveSpan span, Attributes known, long begun) {
            this.exchange = exchange;
            this.span = span;
            this.known = known;
            this.begun = begun;
        }

        TracedExchange watched() {
            exchange.reply().onComplete(this::answered);
            return this;
        }

        @Override
        public Future<ToolReply> reply() {
            return exchange.reply();
        }

        @Override
        public void abort() {
            // An attempt is aborted when its time is over, or when its caller is stopped.
            end("aborted");
            exchange.abort();
        }

        private void answered(AsyncResult<ToolReply> reply) {
            end(reply.succeeded() ? "" : ErrorTypes.of(reply.cause()));
        }

        private void end(String error) {
            if (ended) {
                return;
            }
            ended = true;
            Attributes peer = peer();
            span.set(peer);
            if (!error.isEmpty()) {
                span.failed(error);
            }
            span.end();
            telemetry.record(
                    Instrument.MCP_CLIENT_DURATION,
                    TracedCalls.seconds(clock.since(begun)),
                    known.with(Attribute.MCP_PROTOCOL_VERSION, protocolVersion())
                            .with(Attribute.ERROR_TYPE, error));
        }

        /** Asked at the end: with the first call of a conversation it is not known before. */
        private Attributes peer() {
            String session = agent instanceof McpPeer peer ? peer.sessionId() : "";
            return Attributes.of(Attribute.MCP_PROTOCOL_VERSION, protocolVersion())
                    .with(Attribute.MCP_SESSION, session);
        }

        private String protocolVersion() {
            return agent instanceof McpPeer peer ? peer.protocolVersion() : "";
        }
    }
}
