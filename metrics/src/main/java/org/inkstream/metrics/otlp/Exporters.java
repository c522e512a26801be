package org.inkstream.metrics.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.UUID;

/** Builds the providers of the SDK as the options say. */
final class Exporters {
    /** Spans that wait; about 100 letters with all their tools. More are dropped. */
    static final int LONGEST_QUEUE = 8192;

    private static final int BATCH = 512;

    private final ExportOptions options;
    private final OtlpThreads threads;
    private final ExportHealth health;
    private final Resource resource;

    Exporters(ExportOptions options, OtlpThreads threads, ExportHealth health) {
        this.options = options;
        this.threads = threads;
        this.health = health;
        this.resource =
                Resource.getDefault().toBuilder()
                        .put(AttributeKey.stringKey("service.name"), options.serviceName())
                        .put(AttributeKey.stringKey("service.version"), options.serviceVersion())
                        // Sums of two processes of one name must not be taken for one sum.
                        .put(
                                AttributeKey.stringKey("service.instance.id"),
                                UUID.randomUUID().toString())
                        .build();
    }

    SdkTracerProvider traces() {
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(options.at("/v1/traces"))
                        .setHeaders(options::headers)
                        .setTimeout(options.timeout())
                        .setConnectTimeout(options.timeout())
                        .setCompression("gzip")
                        .setExecutorService(threads.senders())
                        .build();
        return SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(options.samplingShare())))
                .addSpanProcessor(
                        BatchSpanProcessor.builder(new WatchedSpans(exporter, health))
                                .setScheduleDelay(options.spanInterval())
                                .setExporterTimeout(options.timeout())
                                .setMaxQueueSize(LONGEST_QUEUE)
                                .setMaxExportBatchSize(BATCH)
                                .build())
                .build();
    }

    SdkMeterProvider metrics() {
        OtlpHttpMetricExporter exporter =
                OtlpHttpMetricExporter.builder()
                        .setEndpoint(options.at("/v1/metrics"))
                        .setHeaders(options::headers)
                        .setTimeout(options.timeout())
                        .setConnectTimeout(options.timeout())
                        .setCompression("gzip")
                        .setExecutorService(threads.senders())
                        .build();
        return SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(
                        PeriodicMetricReader.builder(new WatchedMetrics(exporter, health))
                                .setInterval(options.metricInterval())
                                .setExporterTimeout(options.timeout())
                                .setExecutor(threads.metricClock())
                                .build())
                .build();
    }

    private record WatchedSpans(SpanExporter exporter, ExportHealth health)
            implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return health.watched("spans", exporter.export(spans));
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }

    private record WatchedMetrics(MetricExporter exporter, ExportHealth health)
            implements MetricExporter {
        @Override
        public CompletableResultCode export(Collection<MetricData> metrics) {
            return health.watched("metrics", exporter.export(metrics));
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return exporter.getAggregationTemporality(type);
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }
}
