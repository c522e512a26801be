package org.inkstream.agents.trace;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.metrics.trace.Attribute;
import org.inkstream.metrics.trace.Attributes;
import org.inkstream.metrics.trace.Instrument;
import org.inkstream.metrics.trace.LiveSpan;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.money.ModelUsage;
import org.inkstream.money.Money;
import org.inkstream.time.Timers;

/**
 * One generation and its span, which ends once: with the answer, or with the abort. Called on any
 * thread, and keeps its state under its own lock.
 */
final class TracedGeneration implements CallProgress {
    private static final double PICO = 1e12;

    private final LiveSpan span;
    private final Attributes asked;
    private final CallProgress progress;
    private final CallPrices prices;
    private final Telemetry telemetry;
    private final Timers clock;
    private final long begun;
    private long dispatched;
    private boolean ended;

    TracedGeneration(
            LiveSpan span,
            Attributes asked,
            CallProgress progress,
            CallPrices prices,
            Telemetry telemetry,
            Timers clock) {
        this.span = span;
        this.asked = asked;
        this.progress = progress;
        this.prices = prices;
        this.telemetry = telemetry;
        this.clock = clock;
        this.begun = clock.monotonicNanos();
        this.dispatched = begun;
    }

    ModelEndpoint.Generation follow(ModelEndpoint.Generation generation) {
        generation.answer().onComplete(this::answered);
        return new ModelEndpoint.Generation() {
            @Override
            public Future<ModelAnswer> answer() {
                return generation.answer();
            }

            @Override
            public void abort() {
                failed("aborted");
                generation.abort();
            }
        };
    }

    @Override
    public void queued() {
        progress.queued();
    }

    @Override
    public void dispatched() {
        markDispatched();
        progress.dispatched();
    }

    /** Ends the span without an answer. */
    void failed(String errorType) {
        if (first()) {
            span.failed(errorType);
            end(asked.with(Attribute.ERROR_TYPE, errorType));
        }
    }

    private void answered(AsyncResult<ModelAnswer> answer) {
        if (answer.failed()) {
            failed(ErrorTypes.of(answer.cause()));
        } else if (first()) {
            ModelUsage usage = answer.result().usage();
            span.set(used(usage).with(Attribute.FINISH_REASONS, List.of(reason(answer.result()))));
            Attributes measured = asked.with(Attribute.RESPONSE_MODEL, usage.model());
            end(measured);
            count(usage, measured);
            answer.result().earlier().forEach(before -> count(before, measured));
        }
    }

    private void end(Attributes measured) {
        double waited = TracedCalls.seconds(Duration.ofNanos(dispatchedAt() - begun));
        span.set(Attributes.NONE.with(Attribute.QUEUE_WAIT, waited));
        span.end();
        double took = TracedCalls.seconds(clock.since(dispatchedAt()));
        telemetry.record(Instrument.GENERATION_DURATION, took, measured);
        telemetry.record(Instrument.INFERENCE_DURATION, took, measured);
    }

    private Attributes used(ModelUsage usage) {
        Attributes used =
                Attributes.of(Attribute.RESPONSE_MODEL, usage.model())
                        .with(Attribute.RESPONSE_ID, usage.requestId())
                        .with(Attribute.INPUT_TOKENS, allInput(usage))
                        .with(Attribute.OUTPUT_TOKENS, usage.outputTokens())
                        .with(Attribute.CACHE_READ_TOKENS, usage.cacheReadTokens())
                        .with(Attribute.CACHE_CREATION_TOKENS, usage.cacheWriteTokens());
        return prices.cost(usage).map(cost -> priced(used, cost)).orElse(used);
    }

    private Attributes priced(Attributes used, Money cost) {
        return used.with(Attribute.COST_USD, cost.picoUsd() / PICO)
                .with(Attribute.PRICE_VERSION, prices.version());
    }

    private void count(ModelUsage usage, Attributes measured) {
        long input = allInput(usage);
        long output = usage.outputTokens();
        tokens(Instrument.TOKEN_USAGE, input, measured.with(Attribute.TOKEN_TYPE, "input"));
        tokens(Instrument.TOKEN_USAGE, output, measured.with(Attribute.TOKEN_TYPE, "output"));
        tokens(Instrument.INPUT_TOKENS, input, measured);
        tokens(Instrument.OUTPUT_TOKENS, output, measured);
        tokens(Instrument.CACHE_READ_TOKENS, usage.cacheReadTokens(), measured);
        tokens(Instrument.CACHE_WRITE_TOKENS, usage.cacheWriteTokens(), measured);
    }

    private void tokens(Instrument instrument, long count, Attributes measured) {
        telemetry.record(instrument, (double) count, measured);
    }

    /** The conventions count cached tokens as input; our classes are disjoint. */
    private static long allInput(ModelUsage usage) {
        return usage.inputTokens() + usage.cacheReadTokens() + usage.cacheWriteTokens();
    }

    private static String reason(ModelAnswer answer) {
        return switch (answer.stop()) {
            case COMPLETE -> "stop";
            case LENGTH -> "length";
            case REFUSED -> "content_filter";
        };
    }

    private synchronized void markDispatched() {
        dispatched = clock.monotonicNanos();
    }

    private synchronized long dispatchedAt() {
        return dispatched;
    }

    private synchronized boolean first() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
