package org.inkstream.agents.trace;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.metrics.trace.Attribute;
import org.inkstream.metrics.trace.Attributes;
import org.inkstream.metrics.trace.Instrument;
import org.inkstream.metrics.trace.LiveSpan;
import org.inkstream.metrics.trace.SpanKind;
import org.inkstream.metrics.trace.Telemetry;

/**
 * Tool calls with a span each, {@code execute_tool TOOL}, around all their attempts. Used on one
 * event loop.
 */
public final class TracedCalls implements Function<ToolCall, Future<ToolOutcome>> {
    private static final double NANOS = 1e9;

    private final Function<ToolCall, Future<ToolOutcome>> calls;
    private final Telemetry telemetry;

    public TracedCalls(Function<ToolCall, Future<ToolOutcome>> calls, Telemetry telemetry) {
        this.calls = calls;
        this.telemetry = telemetry;
    }

    @Override
    public Future<ToolOutcome> apply(ToolCall call) {
        LiveSpan span =
                telemetry.begin(
                        SpanKind.INTERNAL,
                        "execute_tool " + call.tool(),
                        call.trace(),
                        attributes(call)
                                .with(Attribute.DOCUMENT_ID, call.documentId())
                                .with(Attribute.COLLECTION_ID, call.collectionId())
                                .with(Attribute.RUN_ID, call.runId()));
        return calls.apply(call.tracedBy(span.context())).onComplete(done -> end(span, call, done));
    }

    private void end(LiveSpan span, ToolCall call, AsyncResult<ToolOutcome> done) {
        if (done.failed()) {
            span.failed(ErrorTypes.of(done.cause()));
        } else {
            ToolOutcome outcome = done.result();
            String error = outcome.match(answered -> "", failed -> failed.errorClass().wireName());
            if (!error.isEmpty()) {
                span.failed(error);
            }
            span.set(
                    Attributes.NONE
                            .with(Attribute.ATTEMPTS, outcome.attempts())
                            .with(Attribute.OUTCOME, endingOf(outcome)));
            telemetry.record(
                    Instrument.EXECUTE_TOOL_DURATION,
                    seconds(outcome.took()),
                    attributes(call).with(Attribute.ERROR_TYPE, error));
        }
        span.end();
    }

    static double seconds(Duration took) {
        return took.toNanos() / NANOS;
    }

    private static String endingOf(ToolOutcome outcome) {
        return outcome.match(
                answered -> "answered",
                failed -> failed.placeholder() ? "placeholder" : "failed",
                postponed -> "postponed");
    }

    private static Attributes attributes(ToolCall call) {
        return Attributes.of(Attribute.OPERATION, "execute_tool")
                .with(Attribute.TOOL_NAME, call.tool())
                .with(Attribute.AGENT_NAME, call.agent());
    }
}
