package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.inkstream.agents.call.AgentLine;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.metrics.Metrics;
import org.inkstream.metrics.Scrape;
import org.inkstream.metrics.trace.Attribute;
import org.inkstream.metrics.trace.Attributes;
import org.inkstream.metrics.trace.Instrument;
import org.inkstream.metrics.trace.RememberedTelemetry;
import org.inkstream.metrics.trace.RememberedTelemetry.Remembered;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.metrics.trace.TraceContext;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.workflow.Finished;
import org.inkstream.pipeline.workflow.WorkflowEvents;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.Test;

class RunSpansTest {
    private static final String SECRET = "Zauberlehrling-7141";
    private static final Duration TOOK = Duration.ofSeconds(2);
    private static final Run RUN = aRun("letter-1");

    private final VirtualTimers clock = new VirtualTimers();
    private final Metrics metrics = new Metrics("test", true);
    private final RememberedTelemetry telemetry = new RememberedTelemetry();
    private final List<String> heard = new ArrayList<>();
    private final List<ToolCall> called = new ArrayList<>();
    private final LoopTracing tracing =
            LoopTracing.of(telemetry, metrics.exemplars(), new Listening(), clock);

    @Test
    void a_run_is_one_span_with_its_outcome_and_its_cost() {
        tracing.events().opened(RUN, true);
        clock.advance(TOOK);
        tracing.events().enriched(RUN, finished(), TOOK);
        tracing.events().left(RUN, Future.succeededFuture(new Settlement.Done()));

        Remembered span = telemetry.span("invoke_workflow letter");
        assertThat(span.parent()).isEqualTo(TraceContext.NONE);
        assertThat(span.ends()).isEqualTo(1);
        assertThat(span.errorType()).isEmpty();
        assertThat(span.attributes())
                .isEqualTo(
                        Attributes.of(Attribute.OPERATION, "invoke_workflow")
                                .with(Attribute.WORKFLOW_NAME, "letter")
                                .with(Attribute.DOCUMENT_ID, "letter-1")
                                .with(Attribute.COLLECTION_ID, "edgeworth")
                                .with(Attribute.RUN_ID, RUN.id())
                                .with(Attribute.RESUMED, true)
                                .with(Attribute.OUTCOME, "published")
                                .with(Attribute.COST_USD, 0.03));
        assertThat(telemetry.measurements())
                .containsExactly(
                        new RememberedTelemetry.Measurement(
                                Instrument.WORKFLOW_DURATION,
                                2,
                                Attributes.of(Attribute.OPERATION, "invoke_workflow")
                                        .with(Attribute.WORKFLOW_NAME, "letter")));
    }

    @Test
    void the_calls_of_a_run_stand_below_its_span_even_while_another_runs() {
        Run other = aRun("letter-2");
        tracing.events().opened(RUN, false);
        tracing.events().opened(other, false);

        Future<ToolOutcome> first = call(RUN);
        Future<ToolOutcome> second = call(other);

        List<Remembered> spans = telemetry.spans();
        assertThat(List.of(first, second)).allMatch(Future::succeeded);
        assertThat(spans.get(2).name()).isEqualTo("execute_tool extract_people");
        assertThat(spans.get(2).parent()).isEqualTo(spans.get(0).context());
        assertThat(spans.get(3).parent()).isEqualTo(spans.get(1).context());
        assertThat(called.get(0).trace()).isEqualTo(spans.get(2).context());
    }

    @Test
    void what_is_measured_of_a_run_names_its_own_trace_even_while_another_runs() {
        Run other = aRun("letter-2");
        tracing.events().opened(RUN, false);
        tracing.events().opened(other, false);
        tracing.events().enriched(RUN, finished(), TOOK);
        tracing.events().enriched(other, finished(), Duration.ofMinutes(3));

        String scrape = metrics.scrape().answering(Scrape.OPEN_METRICS).body();
        List<String> traces =
                telemetry.spans().stream().map(span -> span.context().traceId()).toList();
        assertThat(scrape.lines())
                .filteredOn(line -> line.contains("trace_id"))
                .extracting(
                        line ->
                                line.replaceFirst(" # .*trace_id=", " ")
                                        .replaceFirst("}[^}]*$", ""))
                .contains(
                        "enrichment_phase_seconds_bucket{phase=\"letter-1\",le=\"5.0\"} 1 \""
                                + traces.get(0)
                                + '"',
                        "enrichment_phase_seconds_bucket{phase=\"letter-2\",le=\"240.0\"} 1 \""
                                + traces.get(1)
                                + '"');
    }

    @Test
    void a_run_that_does_not_come_to_its_end_says_why_by_class() {
        tracing.events().opened(RUN, false);
        tracing.events().left(RUN, Future.failedFuture(new IllegalStateException(SECRET)));
        tracing.events().opened(RUN, false);
        tracing.events()
                .left(
                        RUN,
                        Future.succeededFuture(new Settlement.Park(ErrorClass.UNKNOWN, SECRET, 1)));
        tracing.events().opened(RUN, false);
        tracing.events()
                .left(
                        RUN,
                        Future.succeededFuture(new Settlement.RetryLater(Duration.ZERO, SECRET)));

        assertThat(telemetry.spans())
                .extracting(Remembered::errorType)
                .containsExactly("java.lang.IllegalStateException", "unknown", "retry_later");
        assertThat(telemetry.spans()).allMatch(span -> span.ends() == 1);
    }

    @Test
    void no_text_of_a_letter_stands_on_the_span_of_its_run() {
        tracing.events().opened(RUN, false);
        tracing.events().enriched(RUN, finished(), TOOK);
        tracing.events().left(RUN, Future.failedFuture(new IllegalStateException(SECRET)));

        Remembered span = telemetry.span("invoke_workflow letter");
        assertThat(span.attributes() + span.errorType() + telemetry.measurements())
                .doesNotContain(SECRET);
    }

    @Test
    void whoever_listens_hears_everything_with_tracing_and_without() {
        LoopTracing off =
                LoopTracing.of(Telemetry.OFF, metrics.exemplars(), new Listening(), clock);
        for (LoopTracing one : List.of(tracing, off)) {
            heard.clear();
            one.events().opened(RUN, false);
            one.events().enriched(RUN, finished(), TOOK);
            one.events().left(RUN, Future.succeededFuture(new Settlement.Done()));

            assertThat(heard).containsExactly("opened", "enriched", "left");
        }
    }

    @Test
    void while_nothing_is_exported_every_part_is_handed_back_as_it_is() {
        Listening events = new Listening();
        LoopTracing off = LoopTracing.of(Telemetry.OFF, metrics.exemplars(), events, clock);
        Function<ToolCall, Future<ToolOutcome>> calls = this::answer;
        Function<String, AgentLine> lines =
                name -> {
                    throw new AssertionError("nobody asked for a line");
                };

        assertThat(off.events()).isSameAs(events);
        assertThat(off.calls(calls)).isSameAs(calls);
        assertThat(off.lines(lines)).isSameAs(lines);
    }

    private Future<ToolOutcome> call(Run run) {
        return tracing.calls(this::answer)
                .apply(
                        new ToolCall(
                                run.id(),
                                run.documentId(),
                                "edgeworth",
                                "entity-agent",
                                "extract_people",
                                "key",
                                0,
                                TOOK,
                                1,
                                new JsonObject().put("text", SECRET)));
    }

    private Future<ToolOutcome> answer(ToolCall call) {
        called.add(call);
        return Future.succeededFuture(
                new ToolOutcome.Answered(new ToolReply(new JsonObject(), List.of()), 1, TOOK));
    }

    private static Finished finished() {
        return new Finished(
                new JsonObject().put("text", SECRET),
                Map.of(),
                List.of(
                        new JsonObject().put("cost_pico_usd", 10_000_000_000L),
                        new JsonObject().put("cost_pico_usd", 20_000_000_000L),
                        new JsonObject().put("cost_status", "unknown")),
                List.of(),
                version -> List.of(),
                new JsonObject());
    }

    private static Run aRun(String documentId) {
        return Run.first(
                OcrCompleted.of(
                        documentId,
                        "edgeworth",
                        "job-1",
                        SECRET,
                        OcrCompleted.Ocr.UNKNOWN,
                        OcrCompleted.File.UNKNOWN,
                        new JsonObject(),
                        0,
                        new JsonObject()),
                "revision-1",
                Instant.EPOCH);
    }

    private final class Listening implements WorkflowEvents {
        @Override
        public void opened(Run run, boolean resumed) {
            heard.add("opened");
        }

        @Override
        public void enriched(Run run, Finished finished, Duration took) {
            heard.add("enriched");
            metrics.pipeline().phase(run.documentId(), took);
        }

        @Override
        public void left(Run run, AsyncResult<Settlement> settlement) {
            heard.add("left");
        }
    }
}
