package org.inkstream.metrics.otlp;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A real receiver of OTLP over HTTP that keeps what it gets; can be told how to answer. */
final class OtlpReceiver {
    private final Vertx vertx = Vertx.vertx();
    private final List<Buffer> traceBodies = new CopyOnWriteArrayList<>();
    private final List<Buffer> metricBodies = new CopyOnWriteArrayList<>();
    final List<MultiMap> headers = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    volatile int status = 200;
    volatile boolean silent;

    OtlpReceiver() throws Exception {
        server =
                vertx.createHttpServer()
                        .requestHandler(this::receive)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void receive(HttpServerRequest request) {
        request.body()
                .onSuccess(
                        body -> {
                            headers.add(request.headers());
                            if (silent) {
                                return;
                            }
                            if (status == 200) {
                                keep(request.path(), body);
                            }
                            request.response().setStatusCode(status).end();
                        });
    }

    private void keep(String path, Buffer body) {
        (path.equals("/v1/traces") ? traceBodies : metricBodies).add(unpacked(body));
    }

    private static Buffer unpacked(Buffer body) {
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(body.getBytes()))) {
            return Buffer.buffer(unzipped.readAllBytes());
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    List<Span> spans() {
        return traceBodies.stream()
                .map(OtlpReceiver::traces)
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    Span span(String name) {
        List<Span> named = spans().stream().filter(span -> span.getName().equals(name)).toList();
        if (named.size() != 1) {
            throw new AssertionError(named.size() + " spans are named " + name);
        }
        return named.get(0);
    }

    Map<String, String> resource() {
        return attributes(
                traces(traceBodies.get(0)).getResourceSpans(0).getResource().getAttributesList());
    }

    /** By name; the last push wins. */
    Map<String, Metric> metrics() {
        return metricBodies.stream()
                .map(OtlpReceiver::metrics)
                .flatMap(request -> request.getResourceMetricsList().stream())
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .collect(Collectors.toMap(Metric::getName, metric -> metric, (old, last) -> last));
    }

    static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, OtlpReceiver::text));
    }

    private static String text(KeyValue attribute) {
        var value = attribute.getValue();
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case ARRAY_VALUE ->
                    value.getArrayValue().getValuesList().stream()
                            .map(one -> one.getStringValue())
                            .toList()
                            .toString();
            default -> throw new AssertionError("unexpected value of " + attribute.getKey());
        };
    }

    private static ExportTraceServiceRequest traces(Buffer body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body.getBytes());
        } catch (com.google.protobuf.InvalidProtocolBufferException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static ExportMetricsServiceRequest metrics(Buffer body) {
        try {
            return ExportMetricsServiceRequest.parseFrom(body.getBytes());
        } catch (com.google.protobuf.InvalidProtocolBufferException wrong) {
            throw new AssertionError(wrong);
        }
    }

    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
