package org.inkstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.VirtualTimers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScrapeTest {
    private static final Duration TOOK = Duration.ofMillis(120);
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-z_]+=\"([^\"\\\\\n]|\\\\.)*\",?)*})? [^ ]+");
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) [a-zA-Z0-9_:]+ .+");

    private final Metrics metrics = new Metrics("1.2.3");
    private final VirtualTimers timers = new VirtualTimers();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void every_meter_of_the_catalogue_stands_in_the_scrape_once_it_was_used() {
        useEverything();

        String text = metrics.scrape().text();

        for (MeterCatalogue meter : MeterCatalogue.values()) {
            String sample = sampleName(meter);
            assertThat(text.lines())
                    .as(meter.meterName())
                    .anyMatch(
                            line -> line.startsWith(sample + "{") || line.startsWith(sample + " "))
                    .contains("# HELP " + meter.meterName() + " " + meter.help());
        }
    }

    @Test
    void the_scrape_holds_no_meter_of_ours_that_is_not_in_the_catalogue() {
        useEverything();
        List<String> known =
                Stream.of(MeterCatalogue.values())
                        .map(MeterCatalogue::meterName)
                        .flatMap(name -> Stream.of(name, name + "_max"))
                        .toList();

        Stream<String> typed =
                metrics.scrape()
                        .text()
                        .lines()
                        .filter(line -> line.startsWith("# TYPE "))
                        .map(line -> line.split(" ", 4)[2]);

        assertThat(typed).isSubsetOf(known);
    }

    @Test
    void every_line_of_the_scrape_can_be_parsed() {
        useEverything();
        metrics.withJvm();

        assertThat(metrics.scrape().text().lines())
                .isNotEmpty()
                .allMatch(
                        line -> SAMPLE.matcher(line).matches() || COMMENT.matcher(line).matches());
    }

    @Test
    void values_are_in_seconds_and_buckets_hold_the_thresholds_that_operators_alarm_on() {
        metrics.pipeline().documentEnded("published", Duration.ofSeconds(200));
        metrics.pipeline().scored(0.59);

        assertThat(metrics.scrape().text().lines())
                .contains(
                        "enrichment_document_seconds_sum 200.0",
                        "enrichment_document_seconds_bucket{le=\"120.0\"} 0",
                        "enrichment_document_seconds_bucket{le=\"240.0\"} 1",
                        "enrichment_completeness_score_bucket{le=\"0.4\"} 0",
                        "enrichment_completeness_score_bucket{le=\"0.6\"} 1");
    }

    @Test
    void the_worst_breaker_of_an_agent_is_shown() {
        metrics.agents().breaker("entity-agent").set(AgentMetrics.OPEN);
        metrics.agents().breaker("entity-agent").set(AgentMetrics.HALF_OPEN);

        assertThat(metrics.scrape().text())
                .contains("enrichment_breaker_state{agent=\"entity-agent\"} 2.0");
    }

    @Test
    void gauges_follow_what_goes_up_and_down() {
        metrics.pipeline().inFlight().add(3);
        metrics.pipeline().inFlight().decrement();

        assertThat(metrics.scrape().text()).contains("enrichment_in_flight 2.0");
    }

    @Test
    void an_agent_is_available_unless_one_of_its_breakers_waits_for_an_answer() {
        AtomicInteger breaker = metrics.agents().breaker("entity-agent");
        metrics.agents().breaker("entity-agent");
        for (int state : List.of(AgentMetrics.OPEN, AgentMetrics.HALF_OPEN)) {
            breaker.set(state);
            assertThat(metrics.scrape().text())
                    .contains("enrichment_agent_available{agent=\"entity-agent\"} 0.0");
        }

        breaker.set(AgentMetrics.CLOSED);

        assertThat(metrics.scrape().text())
                .contains("enrichment_agent_available{agent=\"entity-agent\"} 1.0");
    }

    @Test
    void what_nobody_looks_at_is_not_shown_and_what_is_unknown_is_no_number() {
        assertThat(metrics.scrape().text()).doesNotContain("enrichment_source_lag");

        metrics.backlog().kafka().set(7);
        metrics.backlog().nsq().unknown();

        assertThat(metrics.scrape().text().lines())
                .contains(
                        "enrichment_source_lag{source=\"kafka\"} 7.0",
                        "enrichment_source_lag{source=\"nsq\"} NaN");
    }

    @Test
    void the_scrape_tells_which_build_runs() {
        assertThat(metrics.scrape().text())
                .containsPattern("inkstream_build_info\\{.*version=\"1\\.2\\.3\".*} 1");
    }

    @Test
    void every_error_class_has_a_label_value() {
        List<String> wireNames = Stream.of(ErrorClass.values()).map(ErrorClass::wireName).toList();

        assertThat(Label.ERROR_CLASS.values()).containsExactlyInAnyOrderElementsOf(wireNames);
    }

    private void useEverything() {
        useEverything(metrics, timers);
    }

    static void useEverything(Metrics metrics, VirtualTimers timers) {
        PipelineMetrics pipeline = metrics.pipeline();
        pipeline.recordSettled("done");
        pipeline.deadLettered("invalid_data");
        pipeline.takenOver();
        pipeline.scored(0.8);
        pipeline.fields("extracted", 12);
        pipeline.reviewRequested("ungrounded");
        pipeline.missing("metadata.language");
        pipeline.ocrConfidence(0.93);
        pipeline.phase("entity-agent", TOOK);
        pipeline.announced("document.enriched");
        pipeline.documentEnded("published", TOOK);
        pipeline.reconciled("open");
        pipeline.healingPlanned("entity-agent");
        pipeline.healed("healed");
        AgentMetrics agents = metrics.agents();
        agents.answered("entity-agent", "extract_people", TOOK);
        agents.failed("entity-agent", "timeout");
        agents.retried("entity-agent");
        agents.answeredLate("entity-agent");
        agents.callEnded("extract_people", "actual");
        agents.breaker("entity-agent");
        metrics.store().succeeded("journal.write", TOOK);
        metrics.store().shared("results.save", 3);
        metrics.store().journalWritten(7);
        metrics.store().journalFenced(1);
        metrics.jobs().changed("running");
        metrics.jobs().ended("success");
        metrics.jobs().rung(2, 1);
        metrics.jobs().active(1, 2);
        metrics.cost().charged("anthropic", "a-model", 0.001);
        metrics.cost().unpriced("anthropic", "a-model");
        metrics.cost().used("anthropic", "a-model", "input", 100);
        metrics.cost().fused("extract_people", true);
        metrics.nsq().ended("PUB", "done", 1);
        metrics.nsq().message("finished");
        metrics.nsq().connected();
        metrics.nsq().heartbeatMissed();
        BacklogMetrics backlog = metrics.backlog();
        backlog.kafka().set(12);
        backlog.nsq().set(3);
        backlog.nsqInFlight().set(2);
        backlog.reviews().set(5);
        backlog.deadLetters().set(1);
        useEndpoints(metrics);
        metrics.budgets().stands("day", 10, 4, 5);
        metrics.budgets().refused("month");
        LoopLag lag = metrics.loopLag(timers);
        lag.start();
        timers.advance(Duration.ofSeconds(1));
        lag.stop();
    }

    private static void useEndpoints(Metrics metrics) {
        EndpointMetrics endpoints = metrics.endpoints();
        endpoints.stands("gpu", 4, 3, 2, TOOK, Duration.ZERO);
        endpoints.waited("gpu", "high", TOOK);
        endpoints.ended("gpu", "answered");
        endpoints.swapped("gpu", 1);
        endpoints.resident("gpu", "llama3.2");
        endpoints.loaded("gpu", 1);
        endpoints.answers("gpu", true);
        endpoints.worked("gpu", "llama3.2", TOOK);
        endpoints.prompt("gpu", "llama3.2", 900, 100);
        endpoints.quota("claude", "requests", 0.5);
    }

    @Test
    void an_endpoint_that_nobody_has_asked_yet_stands_at_zero_so_that_its_first_request_is_seen() {
        metrics.endpoints().stands("gpu", 4, 0, 0, Duration.ZERO, Duration.ZERO);

        assertThat(metrics.scrape().text().lines())
                .contains(
                        "enrichment_endpoint_requests_total{endpoint=\"gpu\",outcome=\"refused\"} 0.0",
                        "enrichment_endpoint_swaps_total{endpoint=\"gpu\"} 0.0");
    }

    @Test
    void one_model_of_an_endpoint_is_resident_at_a_time() {
        metrics.endpoints().resident("gpu", "llama3.2");
        metrics.endpoints().resident("gpu", "mixtral");

        assertThat(metrics.scrape().text().lines())
                .contains(
                        "enrichment_endpoint_model_resident{endpoint=\"gpu\",model=\"llama3.2\"} 0.0",
                        "enrichment_endpoint_model_resident{endpoint=\"gpu\",model=\"mixtral\"} 1.0");
    }

    @Test
    void the_used_part_of_a_budget_is_in_percent() {
        metrics.budgets().stands("day", 10, 8.5, 1);

        assertThat(metrics.scrape().text().lines())
                .contains("enrichment_budget_percentage_used{scope=\"day\"} 85.0");
    }

    private static String sampleName(MeterCatalogue meter) {
        return switch (meter.type()) {
            case TIMER, SHARES -> meter.meterName() + "_count";
            case COUNTER, GAUGE, INFO -> meter.meterName();
        };
    }
}
