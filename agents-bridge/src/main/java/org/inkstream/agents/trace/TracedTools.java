package org.inkstream.agents.trace;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.server.ServedCall;
import org.inkstream.agents.mcp.server.ToolSource;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.metrics.trace.Attribute;
import org.inkstream.metrics.trace.Attributes;
import org.inkstream.metrics.trace.Instrument;
import org.inkstream.metrics.trace.LiveSpan;
import org.inkstream.metrics.trace.SpanKind;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.time.Timers;

/**
 * Served tools whose calls have a span each, {@code tools/call TOOL}, below the caller's. For any
 * thread.
 */
public final class TracedTools implements ToolSource {
    /** What a tool is called that is not served here: its name is whatever somebody sent. */
    private static final String OTHER = "_OTHER";

    private final ToolSource tools;
    private final Predicate<String> known;
    private final Telemetry telemetry;
    private final Timers clock;

    /**
     * @param known which names are those of tools that are served here
     * @param clock for measuring only
     */
    public TracedTools(
            ToolSource tools, Predicate<String> known, Telemetry telemetry, Timers clock) {
        this.tools = tools;
        this.known = known;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    @Override
    public JsonArray list() {
        return tools.list();
    }

    @Override
    public String revision() {
        return tools.revision();
    }

    @Override
    public boolean honoursKeys() {
        return tools.honoursKeys();
    }

    @Override
    public Duration listHolds() {
        return tools.listHolds();
    }

    @Override
    public Agent.Exchange call(ServedCall call) {
        String tool = known.test(call.tool()) ? call.tool() : OTHER;
        Attributes attributes =
                Attributes.of(Attribute.MCP_METHOD, Rpc.CALL_TOOL)
                        .with(Attribute.OPERATION, "execute_tool")
                        .with(Attribute.TOOL_NAME, tool);
        LiveSpan span =
                telemetry.begin(
                        SpanKind.SERVER,
                        Rpc.CALL_TOOL + " " + tool,
                        call.tag().trace(),
                        attributes.with(Attribute.ATTEMPT, call.tag().attempt()));
        Serving serving = new Serving(span, attributes, clock.monotonicNanos());
        try {
            return serving.follow(tools.call(call.tracedBy(span.context())));
        } catch (RuntimeException refused) {
            serving.end(ErrorTypes.of(refused));
            throw refused;
        }
    }

    /** One call and its span, which ends once, on whichever thread. */
    private final class Serving {
        private final LiveSpan span;
        private final Attributes attributes;
        private final long begun;
        private final AtomicBoolean ended = new AtomicBoolean();

        Serving(LiveSpan span, Attributes attributes, long begun) {
            this.span = span;
            this.attributes = attributes;
            this.begun = begun;
        }

        Agent.Exchange follow(Agent.Exchange exchange) {
            exchange.reply().onComplete(this::answered);
            return new Agent.Exchange() {
                @Override
                public Future<ToolReply> reply() {
                    return exchange.reply();
                }

                @Override
                public void abort() {
                    end("aborted");
                    exchange.abort();
                }
            };
        }

        private void answered(AsyncResult<ToolReply> reply) {
            end(reply.succeeded() ? "" : ErrorTypes.of(reply.cause()));
        }

        void end(String error) {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            if (!error.isEmpty()) {
                span.failed(error);
            }
            span.end();
            telemetry.record(
                    Instrument.MCP_SERVER_DURATION,
                    TracedCalls.seconds(clock.since(begun)),
                    attributes.with(Attribute.ERROR_TYPE, error));
        }
    }
}
