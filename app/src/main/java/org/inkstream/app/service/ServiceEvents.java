package org.inkstream.app.service;

import io.vertx.core.AsyncResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.inkstream.agents.call.CallListener;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.metrics.Metrics;
import org.inkstream.metrics.PipelineMetrics;
import org.inkstream.money.Money;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.ops.OperatorLog;
import org.inkstream.pipeline.store.mongo.StoreListener;
import org.inkstream.pipeline.workflow.Finished;
import org.inkstream.pipeline.workflow.WorkflowEvents;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what happens into meters and log lines. Called on every event loop. */
final class ServiceEvents implements WorkflowEvents, CallListener, StoreListener {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServiceEvents.class);

    private static final List<String> TOKEN_CLASSES =
            List.of("input", "output", "cache_read", "cache_write");

    /** Pico-dollars in a dollar. */
    private static final double PICO = 1e12;

    private final OperatorLog operatorLog = new OperatorLog();
    private final Metrics metrics;
    private final PhaseTimes phases;

    /**
     * @param clock whose {@code monotonicNanos} is read on every event loop
     */
    ServiceEvents(Metrics metrics, Timers clock) {
        this.metrics = metrics;
        this.phases = new PhaseTimes(clock::monotonicNanos, metrics.pipeline()::phase);
    }

    @Override
    public void opened(Run run, boolean resumed) {
        phases.opened(run.id());
        if (resumed) {
            metrics.pipeline().takenOver();
            LOGGER.atInfo()
                    .addKeyValue("documentId", run.documentId())
                    .log("run goes on where its last owner left it");
        }
    }

    @Override
    public void calling(ToolCall call) {
        operatorLog.invoking(call);
    }

    @Override
    public void ended(Run run, StepResult result) {
        phases.ended(run.id(), result);
        metrics.agents().callEnded(result.tool(), result.ending().wireName());
        if (!result.errorClass().isEmpty()) {
            operatorLog.failed(result);
        }
    }

    @Override
    public void left(Run run, AsyncResult<Settlement> settlement) {
        phases.left(run.id());
        if (settlement.succeeded() && settlement.result() instanceof Settlement.Park dead) {
            metrics.pipeline().deadLettered(dead.errorClass().wireName());
            metrics.pipeline().documentEnded("dead_lettered", Duration.ZERO);
        }
    }

    @Override
    public void retried(ToolCall call, int attempts, ErrorClass errorClass, Duration pause) {
        metrics.agents().retried(call.agent());
        metrics.agents().failed(call.agent(), errorClass.wireName());
        LOGGER.atDebug()
                .addKeyValue("documentId", call.documentId())
                .addKeyValue("tool", call.tool())
                .addKeyValue("attempt", attempts)
                .addKeyValue("outcome", errorClass.wireName())
                .log("tool call will be retried");
    }

    @Override
    public void ended(ToolCall call, ToolOutcome outcome) {
        outcome.match(
                answered -> {
                    metrics.exemplars()
                            .of(
                                    call.trace(),
                                    () ->
                                            metrics.agents()
                                                    .answered(
                                                            call.agent(),
                                                            call.tool(),
                                                            answered.took()));
                    return true;
                },
                failed -> {
                    metrics.agents().failed(call.agent(), failed.errorClass().wireName());
                    return false;
                },
                // Its last attempt was counted when it was decided to try again.
                postponed -> false);
    }

    @Override
    public void late(ToolCall call) {
        metrics.agents().answeredLate(call.agent());
    }

    @Override
    public void enriched(Run run, Finished finished, Duration took) {
        phases.finished(run.id());
        JsonObject document = finished.document();
        String outcome = finished.reviews().isEmpty() ? "published" : "needs_review";
        operatorLog.enriched(
                new OperatorLog.Letter(
                        run.documentId(),
                        outcome,
                        took,
                        new Money(picoUsd(finished)),
                        document.getJsonObject("tools", new JsonObject())));
        JsonObject quality = document.getJsonObject("quality_metrics");
        PipelineMetrics pipeline = metrics.pipeline();
        pipeline.scored(quality.getDouble("completeness_score"));
        pipeline.documentEnded(outcome, took);
        finished.fields().forEach((state, count) -> pipeline.fields(state.wireName(), count));
        countMissing(document.getJsonArray("open_fields", new JsonArray()));
        if (run.event().ocr().confidence() >= 0) {
            pipeline.ocrConfidence(run.event().ocr().confidence());
        }
        finished.costs().forEach(this::charge);
        FusedCalls.served(finished.costs()).forEach(metrics.cost()::fused);
        countReasons(quality);
        countAnnounced(finished);
        if (run.pass() > 1) {
            pipeline.healed("healed");
        }
    }

    @Override
    public void unchanged(Run run, Finished finished) {
        metrics.pipeline().healed("unchanged");
        finished.costs().forEach(this::charge);
        FusedCalls.served(finished.costs()).forEach(metrics.cost()::fused);
        finished.costs().forEach(cost -> metrics.pipeline().announced("cost.recorded"));
    }

    private static long picoUsd(Finished finished) {
        return finished.costs().stream().mapToLong(cost -> cost.getLong("cost_pico_usd", 0L)).sum();
    }

    private void countMissing(JsonArray open) {
        for (Object one : open) {
            ((JsonObject) one)
                    .getJsonArray("paths")
                    .forEach(path -> metrics.pipeline().missing((String) path));
        }
    }

    private void countReasons(JsonObject quality) {
        quality.getJsonArray("reasons").stream()
                .map(reason -> ((JsonObject) reason).getString("reason"))
                .distinct()
                .forEach(metrics.pipeline()::reviewRequested);
    }

    private void countAnnounced(Finished finished) {
        metrics.pipeline().announced("document.enriched");
        metrics.pipeline().announced("document.quality");
        finished.costs().forEach(cost -> metrics.pipeline().announced("cost.recorded"));
        finished.reviews().forEach(review -> metrics.pipeline().announced("document.review"));
    }

    private void charge(JsonObject cost) {
        String provider = cost.getString("provider");
        String model = cost.getString("model");
        metrics.cost().charged(provider, model, cost.getLong("cost_pico_usd", 0L) / PICO);
        if ("unknown".equals(cost.getString("cost_status"))) {
            metrics.cost().unpriced(provider, model);
        }
        for (String tokenClass : TOKEN_CLASSES) {
            metrics.cost()
                    .used(provider, model, tokenClass, cost.getLong(tokenClass + "_tokens", 0L));
        }
    }

    @Override
    public void ended(String operation, Kind kind, Duration took, boolean succeeded) {
        if (succeeded) {
            metrics.store().succeeded(operation, took);
        } else {
            metrics.store().failed(operation, took);
        }
    }

    @Override
    public void shared(String operation, int writes) {
        metrics.store().shared(operation, writes);
    }
}
