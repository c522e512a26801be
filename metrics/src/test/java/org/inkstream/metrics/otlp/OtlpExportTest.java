package org.inkstream.metrics.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.inkstream.metrics.trace.Attribute;
import org.inkstream.metrics.trace.Attributes;
import org.inkstream.metrics.trace.Instrument;
import org.inkstream.metrics.trace.LiveSpan;
import org.inkstream.metrics.trace.SpanKind;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.metrics.trace.TraceContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtlpExportTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** The SDK ends its queue's thread at shutdown, a little after it says so. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final OtlpReceiver receiver = new OtlpReceiver();

    OtlpExportTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        receiver.close();
    }

    @Test
    void spans_arrive_with_their_names_kinds_parents_attributes_and_status() {
        Telemetry telemetry = open(Map.of());

        LiveSpan run =
                telemetry.begin(SpanKind.INTERNAL, "run", TraceContext.NONE, Attributes.NONE);
        LiveSpan chat =
                telemetry.begin(
                        SpanKind.CLIENT,
                        "chat llama3.2",
                        run.context(),
                        Attributes.of(Attribute.REQUEST_MODEL, "llama3.2")
                                .with(Attribute.MAX_TOKENS, 512)
                                .with(Attribute.TEMPERATURE, 0.5)
                                .with(Attribute.STREAM, true)
                                .with(Attribute.FINISH_REASONS, List.of("stop")));
        chat.set(Attributes.of(Attribute.RESPONSE_MODEL, "llama3.2:3b"));
        chat.failed("timeout");
        chat.end();
        run.end();
        telemetry.close();

        Span parent = receiver.span("run");
        Span child = receiver.span("chat llama3.2");
        assertThat(child.getTraceId()).isEqualTo(parent.getTraceId());
        assertThat(child.getParentSpanId()).isEqualTo(parent.getSpanId());
        assertThat(parent.getParentSpanId()).isEqualTo(ByteString.EMPTY);
        assertThat(child.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(parent.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_INTERNAL);
        assertThat(OtlpReceiver.attributes(child.getAttributesList()))
                .isEqualTo(
                        Map.of(
                                "gen_ai.request.model", "llama3.2",
                                "gen_ai.request.max_tokens", "512",
                                "gen_ai.request.temperature", "0.5",
                                "gen_ai.request.stream", "true",
                                "gen_ai.response.model", "llama3.2:3b",
                                "gen_ai.response.finish_reasons", "[stop]",
                                "error.type", "timeout"));
        assertThat(child.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(child.getStatus().getMessage()).isEmpty();
        assertThat(child.getEventsCount()).isZero();
        assertThat(parent.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    }

    @Test
    void a_span_goes_on_with_the_trace_that_somebody_else_began() {
        Telemetry telemetry = open(Map.of());
        String trace = "0af7651916cd43dd8448eb211c80319c";

        LiveSpan span =
                telemetry.begin(
                        SpanKind.SERVER,
                        "tools/call",
                        new TraceContext("00-" + trace + "-b7ad6b7169203331-01", "vendor=1"),
                        Attributes.NONE);
        TraceContext passedOn = span.context();
        span.end();
        telemetry.close();

        assertThat(receiver.span("tools/call").getTraceState()).isEqualTo("vendor=1");
        assertThat(passedOn.traceparent()).startsWith("00-" + trace + "-").endsWith("-01");
        assertThat(passedOn.tracestate()).isEqualTo("vendor=1");
    }

    @Test
    void what_the_caller_did_not_sample_is_not_exported_but_passed_on() {
        Telemetry telemetry = open(Map.of());
        TraceContext unsampled =
                new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", "");

        LiveSpan span = telemetry.begin(SpanKind.SERVER, "tools/call", unsampled, Attributes.NONE);
        span.end();
        telemetry.close();

        assertThat(span.context().traceparent()).endsWith("-00");
        assertThat(receiver.spans()).isEmpty();
    }

    @Test
    void pushes_say_who_sends_them_and_carry_the_headers_of_the_environment() {
        Telemetry telemetry =
                open(Map.of(OtelEnvironment.HEADERS, "x-tenant=letters,Authorization=Bearer%20s"));

        telemetry.begin(SpanKind.INTERNAL, "run", TraceContext.NONE, Attributes.NONE).end();
        telemetry.close();

        assertThat(receiver.resource())
                .containsEntry("service.name", "inkstream-test")
                .containsEntry("service.version", "1.2.3")
                .containsKey("service.instance.id");
        assertThat(receiver.headers.get(0).get("x-tenant")).isEqualTo("letters");
        assertThat(receiver.headers.get(0).get("Authorization")).isEqualTo("Bearer s");
    }

    @Test
    void measurements_arrive_as_histograms_with_the_buckets_of_the_conventions() {
        Telemetry telemetry = open(Map.of());

        telemetry.record(Instrument.TOKEN_USAGE, 900, Attributes.of(Attribute.TOKEN_TYPE, "input"));
        telemetry.record(Instrument.INPUT_TOKENS, 900, Attributes.NONE);
        telemetry.record(Instrument.MCP_CLIENT_DURATION, 0.3, Attributes.NONE);
        telemetry.close();

        assertThat(receiver.metrics())
                .containsOnlyKeys("gen_ai.client.token.usage", "mcp.client.operation.duration");
        HistogramDataPoint tokens =
                receiver.metrics().get("gen_ai.client.token.usage").getHistogram().getDataPoints(0);
        assertThat(tokens.getSum()).isEqualTo(900);
        assertThat(tokens.getExplicitBoundsList()).startsWith(1.0, 4.0, 16.0).endsWith(67108864.0);
        assertThat(OtlpReceiver.attributes(tokens.getAttributesList()))
                .isEqualTo(Map.of("gen_ai.token.type", "input"));
    }

    @Test
    void the_latest_names_take_the_place_of_the_widely_read_ones_when_the_environment_opts_in() {
        Telemetry telemetry =
                open(Map.of(OtelEnvironment.OPT_IN, "http,gen_ai_latest_experimental"));

        for (Instrument instrument : Instrument.values()) {
            telemetry.record(instrument, 1, Attributes.NONE);
        }
        telemetry.close();

        assertThat(receiver.metrics())
                .containsKeys(
                        "gen_ai.client.inference.duration",
                        "gen_ai.client.inference.usage.input_tokens",
                        "gen_ai.execute_tool.duration")
                .doesNotContainKeys(
                        "gen_ai.client.token.usage", "gen_ai.client.operation.duration");
    }

    @Test
    void a_receiver_that_refuses_breaks_nothing_and_what_comes_later_arrives() {
        receiver.status = 400;
        Telemetry telemetry = open(Map.of(), Duration.ofMillis(20));

        telemetry.begin(SpanKind.INTERNAL, "lost", TraceContext.NONE, Attributes.NONE).end();
        awaitRequests(1);
        receiver.status = 200;
        telemetry.begin(SpanKind.INTERNAL, "kept", TraceContext.NONE, Attributes.NONE).end();
        telemetry.close();

        assertThat(receiver.spans()).extracting(Span::getName).contains("kept");
    }

    @Test
    void a_silent_receiver_holds_a_shutdown_up_no_longer_than_its_deadline() {
        receiver.silent = true;
        Telemetry telemetry = open(Map.of());
        telemetry.begin(SpanKind.INTERNAL, "run", TraceContext.NONE, Attributes.NONE).end();
        telemetry.record(Instrument.MCP_CLIENT_DURATION, 1, Attributes.NONE);

        long begun = System.nanoTime();
        telemetry.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TIMEOUT.plus(GRACE));
    }

    @Test
    void more_spans_than_fit_the_queue_are_dropped_while_nobody_receives_and_callers_go_on() {
        receiver.silent = true;
        Telemetry telemetry = open(Map.of(), Duration.ofMillis(1));

        long begun = System.nanoTime();
        for (int i = 0; i < 20 * Exporters.LONGEST_QUEUE; i++) {
            telemetry.begin(SpanKind.INTERNAL, "run", TraceContext.NONE, Attributes.NONE).end();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        telemetry.close();

        assertThat(took).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void an_endpoint_where_nobody_listens_breaks_nothing() throws Exception {
        receiver.close();
        Telemetry telemetry = open(Map.of());

        telemetry.begin(SpanKind.INTERNAL, "run", TraceContext.NONE, Attributes.NONE).end();

        telemetry.close();
    }

    @Test
    void threads_that_export_have_names_and_do_not_keep_the_process_alive() {
        Telemetry telemetry = open(Map.of(), Duration.ofMillis(5));
        telemetry.begin(SpanKind.INTERNAL, "run", TraceContext.NONE, Attributes.NONE).end();
        awaitRequests(1);

        List<Thread> threads =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().matches(".*(otlp|BatchSpan).*"))
                        .toList();
        telemetry.close();

        assertThat(threads)
                .extracting(Thread::getName)
                .anyMatch(name -> name.startsWith("inkstream-otlp-send"))
                .anyMatch(name -> name.startsWith("BatchSpanProcessor_WorkerThread"));
        assertThat(threads).allMatch(Thread::isDaemon);
    }

    private Telemetry open(Map<String, String> environment) {
        return open(environment, NEVER);
    }

    private Telemetry open(Map<String, String> environment, Duration spanInterval) {
        return OtlpExport.open(
                new ExportOptions(
                        receiver.url() + "/",
                        OtelEnvironment.of(environment),
                        "inkstream-test",
                        "1.2.3",
                        1,
                        spanInterval,
                        NEVER,
                        TIMEOUT));
    }

    /** Real sockets: there is no virtual time to advance. */
    private void awaitRequests(int count) {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (receiver.headers.size() < count) {
            if (System.nanoTime() > until) {
                throw new AssertionError("nothing was exported");
            }
            Thread.onSpinWait();
        }
    }
}
