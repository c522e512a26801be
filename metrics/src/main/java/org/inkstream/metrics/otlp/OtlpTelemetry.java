package org.inkstream.metrics.otlp;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.inkstream.metrics.trace.Attributes;
import org.inkstream.metrics.trace.Instrument;
import org.inkstream.metrics.trace.LiveSpan;
import org.inkstream.metrics.trace.SpanKind;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.metrics.trace.TraceContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Telemetry that is pushed over OTLP by threads of its own. What cannot be sent waits in a queue of
 * fixed length, and what finds it full is dropped: callers never wait.
 */
final class OtlpTelemetry implements Telemetry {
    static final String SCOPE = "org.inkstream";

    private static final Logger LOGGER = LoggerFactory.getLogger(OtlpTelemetry.class);

    private final OtlpThreads threads;
    private final SdkTracerProvider traces;
    private final SdkMeterProvider metrics;
    private final Tracer tracer;
    private final Histograms histograms;
    private final Duration deadline;

    private OtlpTelemetry(
            OtlpThreads threads,
            SdkTracerProvider traces,
            SdkMeterProvider metrics,
            ExportOptions options) {
        this.threads = threads;
        this.traces = traces;
        this.metrics = metrics;
        this.tracer = traces.get(SCOPE);
        this.histograms = new Histograms(metrics.get(SCOPE), options.environment().latestNames());
        this.deadline = options.timeout();
    }

    static OtlpTelemetry open(ExportOptions options) {
        OtlpThreads threads = new OtlpThreads();
        ExportHealth health = new ExportHealth();
        Exporters exporters = new Exporters(options, threads, health);
        return new OtlpTelemetry(threads, exporters.traces(), exporters.metrics(), options);
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public LiveSpan begin(SpanKind kind, String name, TraceContext parent, Attributes attributes) {
        // Never the thread's own context: several calls take turns on one event loop.
        SpanBuilder span =
                tracer.spanBuilder(name)
                        .setSpanKind(Conversions.kind(kind))
                        .setParent(Conversions.context(parent));
        attributes.forEach((attribute, value) -> Conversions.put(span, attribute, value));
        return new OtlpSpan(span.startSpan());
    }

    @Override
    public void record(Instrument instrument, double value, Attributes attributes) {
        histograms.record(instrument, value, attributes);
    }

    @Override
    public void close() {
        CompletableResultCode sent =
                CompletableResultCode.ofAll(List.of(traces.shutdown(), metrics.shutdown()))
                        .join(deadline.toMillis(), TimeUnit.MILLISECONDS);
        if (!sent.isSuccess()) {
            LOGGER.atWarn().log("the last spans and metrics could not be sent");
        }
        threads.close();
    }
}
