package org.inkstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.inkstream.metrics.trace.TraceContext;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExemplarsTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-";
    private static final TraceContext KEPT = new TraceContext(PARENT + "01", "");
    private static final TraceContext LEFT = new TraceContext(PARENT + "00", "");
    private static final String LABELS =
            " # {span_id=\"b7ad6b7169203331\",trace_id=\"0af7651916cd43dd8448eb211c80319c\"} ";

    private final Metrics metrics = new Metrics("test", true);
    private final Metrics untraced = new Metrics("test", false);

    @AfterEach
    void close() {
        metrics.close();
        untraced.close();
    }

    @Test
    void a_bucket_names_the_trace_of_an_observation_that_fell_into_it() {
        recordAll(metrics, KEPT);

        assertThat(named(metrics))
                .contains(
                        "enrichment_document_seconds_bucket{le=\"240.0\"} 1" + LABELS + "200.0",
                        "enrichment_completeness_score_bucket{le=\"0.6\"} 1" + LABELS + "0.59",
                        "enrichment_ocr_confidence_bucket{le=\"1.0\"} 1" + LABELS + "0.97",
                        "enrichment_phase_seconds_bucket{phase=\"finish\",le=\"0.025\"} 1"
                                + LABELS
                                + "0.007",
                        "enrichment_agent_response_seconds_bucket{agent=\"a\",tool=\"t\",le=\"5.0\"} 1"
                                + LABELS
                                + "2.0",
                        "enrichment_endpoint_wait_seconds_bucket{endpoint=\"e\",priority=\"high\",le=\"0.5\"} 1"
                                + LABELS
                                + "0.3")
                .noneMatch(line -> line.contains("le=\"+Inf\""));
    }

    @Test
    void a_trace_that_is_not_kept_is_not_named() {
        recordAll(metrics, LEFT);
        recordAll(metrics, TraceContext.NONE);

        assertThat(named(metrics)).isEmpty();
    }

    @Test
    void a_process_that_sends_no_spans_names_no_trace_even_if_its_caller_has_one() {
        recordAll(untraced, KEPT);

        assertThat(named(untraced)).isEmpty();
    }

    @Test
    void plain_text_names_no_trace() {
        recordAll(metrics, KEPT);

        assertThat(metrics.scrape().text()).doesNotContain("trace_id").doesNotContain("# {");
    }

    @Test
    void nothing_is_named_once_a_recording_is_over_even_if_it_failed() {
        metrics.exemplars().of(KEPT, () -> {});
        assertThatThrownBy(
                        () ->
                                metrics.exemplars()
                                        .of(
                                                KEPT,
                                                () -> {
                                                    throw new IllegalStateException("bug");
                                                }))
                .hasMessage("bug");

        metrics.pipeline().scored(0.5);
        metrics.pipeline().documentEnded("published", Duration.ofSeconds(1));

        assertThat(named(metrics)).isEmpty();
    }

    @Test
    void a_recording_inside_another_names_its_own_trace() {
        TraceContext inner =
                new TraceContext("00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01", "");

        metrics.exemplars()
                .of(
                        KEPT,
                        () -> {
                            metrics.exemplars().of(inner, () -> metrics.pipeline().scored(0.5));
                            metrics.pipeline().ocrConfidence(0.5);
                        });

        assertThat(named(metrics))
                .anyMatch(line -> line.contains("completeness") && line.contains(inner.traceId()))
                .anyMatch(line -> line.contains("confidence") && line.contains(KEPT.traceId()));
    }

    @Test
    void shares_are_counted_the_same_with_exemplars_and_without() {
        for (Metrics one : List.of(metrics, untraced)) {
            one.pipeline().scored(0.1);
            one.pipeline().scored(0.59);
            one.pipeline().scored(1);
        }

        assertThat(samples(metrics, "enrichment_completeness_score"))
                .hasSize(14)
                .isEqualTo(samples(untraced, "enrichment_completeness_score"));
    }

    @Test
    void every_meter_can_be_scraped_as_openmetrics_with_exemplars_and_without() {
        for (Metrics one : List.of(metrics, untraced)) {
            one.withJvm();
            one.exemplars().of(KEPT, () -> ScrapeTest.useEverything(one, new VirtualTimers()));

            OpenMetricsText page =
                    OpenMetricsText.of(one.scrape().answering(Scrape.OPEN_METRICS).body());

            assertThat(page.faults()).isEmpty();
            assertThat(page.series()).isEqualTo(plainSeries(one));
        }
    }

    private static List<String> plainSeries(Metrics metrics) {
        return metrics.scrape()
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .sorted()
                .toList();
    }

    private static void recordAll(Metrics metrics, TraceContext trace) {
        metrics.exemplars()
                .of(
                        trace,
                        () -> {
                            metrics.pipeline().documentEnded("published", Duration.ofSeconds(200));
                            metrics.pipeline().scored(0.59);
                            metrics.pipeline().ocrConfidence(0.97);
                            metrics.pipeline().phase("finish", Duration.ofMillis(7));
                            metrics.agents().answered("a", "t", Duration.ofSeconds(2));
                            metrics.endpoints().waited("e", "high", Duration.ofMillis(300));
                        });
    }

    /** Lines with an exemplar, without its time. */
    private static List<String> named(Metrics metrics) {
        return metrics.scrape()
                .answering(Scrape.OPEN_METRICS)
                .body()
                .lines()
                .filter(line -> line.contains(" # {"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .toList();
    }

    private static List<String> samples(Metrics metrics, String start) {
        return metrics.scrape().text().lines().filter(line -> line.startsWith(start)).toList();
    }
}
