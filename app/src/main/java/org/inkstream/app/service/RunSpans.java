package org.inkstream.app.service;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.trace.ErrorTypes;
import org.inkstream.metrics.Exemplars;
import org.inkstream.metrics.trace.Attribute;
import org.inkstream.metrics.trace.Attributes;
import org.inkstream.metrics.trace.Instrument;
import org.inkstream.metrics.trace.LiveSpan;
import org.inkstream.metrics.trace.SpanKind;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.metrics.trace.TraceContext;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.workflow.Finished;
import org.inkstream.pipeline.workflow.WorkflowEvents;
import org.inkstream.time.Timers;

/**
 * A span for each run of one event loop, {@code invoke_workflow letter}, below which the run's
 * calls stand. What it hears it passes on; what is measured then may name the run's trace as an
 * exemplar. Used on that loop.
 */
final class RunSpans implements WorkflowEvents {
    private static final String WORKFLOW = "letter";
    private static final double PICO = 1e12;
    private static final double NANOS = 1e9;
    private static final Attributes EVERY =
            Attributes.of(Attribute.OPERATION, "invoke_workflow")
                    .with(Attribute.WORKFLOW_NAME, WORKFLOW);

    private final WorkflowEvents next;
    private final Exemplars exemplars;
    private final Telemetry telemetry;
    private final Timers clock;
    private final Map<String, Running> running = new HashMap<>();

    /** A run that is here. */
    private record Running(LiveSpan span, long begunNanos) {}

    /**
     * @param next hears everything too
     * @param clock for measuring only
     */
    RunSpans(WorkflowEvents next, Exemplars exemplars, Telemetry telemetry, Timers clock) {
        this.next = next;
        this.exemplars = exemplars;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /** The calls, each below the span of its run. */
    Function<ToolCall, Future<ToolOutcome>> below(Function<ToolCall, Future<ToolOutcome>> calls) {
        return call -> calls.apply(call.tracedBy(contextOf(call.runId())));
    }

    private TraceContext contextOf(String runId) {
        Running run = running.get(runId);
        return run == null ? TraceContext.NONE : run.span.context();
    }

    @Override
    public void opened(Run run, boolean resumed) {
        LiveSpan span =
                telemetry.begin(
                        SpanKind.INTERNAL,
                        "invoke_workflow " + WORKFLOW,
                        TraceContext.NONE,
                        EVERY.with(Attribute.DOCUMENT_ID, run.documentId())
                                .with(Attribute.COLLECTION_ID, run.event().collectionId())
                                .with(Attribute.RUN_ID, run.id())
                                .with(Attribute.RESUMED, resumed));
        running.put(run.id(), new Running(span, clock.monotonicNanos()));
        next.opened(run, resumed);
    }

    @Override
    public void calling(ToolCall call) {
        next.calling(call);
    }

    @Override
    public void ended(Run run, StepResult result) {
        next.ended(run, result);
    }

    @Override
    public void enriched(Run run, Finished finished, Duration took) {
        Running open = running.get(run.id());
        if (open != null) {
            open.span.set(
                    Attributes.of(
                                    Attribute.OUTCOME,
                                    finished.reviews().isEmpty() ? "published" : "needs_review")
                            .with(Attribute.COST_USD, dollars(finished)));
        }
        exemplars.of(contextOf(run.id()), () -> next.enriched(run, finished, took));
    }

    @Override
    public void unchanged(Run run, Finished finished) {
        Running open = running.get(run.id());
        if (open != null) {
            open.span.set(
                    Attributes.of(Attribute.OUTCOME, "unchanged")
                            .with(Attribute.COST_USD, dollars(finished)));
        }
        exemplars.of(contextOf(run.id()), () -> next.unchanged(run, finished));
    }

    @Override
    public void left(Run run, AsyncResult<Settlement> settlement) {
        Running open = running.remove(run.id());
        if (open != null) {
            end(open, settlement.succeeded() ? error(settlement.result()) : failure(settlement));
        }
        TraceContext trace = open == null ? TraceContext.NONE : open.span.context();
        exemplars.of(trace, () -> next.left(run, settlement));
    }

    private void end(Running run, String error) {
        if (!error.isEmpty()) {
            run.span.failed(error);
        }
        run.span.end();
        telemetry.record(
                Instrument.WORKFLOW_DURATION,
                (clock.monotonicNanos() - run.begunNanos) / NANOS,
                EVERY.with(Attribute.ERROR_TYPE, error));
    }

    private static String failure(AsyncResult<Settlement> settlement) {
        return ErrorTypes.of(settlement.cause());
    }

    /** Whoever goes on with the run elsewhere has a span of its own; here it ended unfinished. */
    private static String error(Settlement settlement) {
        return settlement.match(
                done -> "", later -> "retry_later", parked -> parked.errorClass().wireName());
    }

    /** Calls without a known price count nothing, as in the totals of the scrape. */
    private static double dollars(Finished finished) {
        long pico = 0;
        for (JsonObject cost : finished.costs()) {
            pico += cost.getLong("cost_pico_usd", 0L);
        }
        return pico / PICO;
    }
}
