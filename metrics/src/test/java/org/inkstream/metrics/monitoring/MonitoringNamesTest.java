package org.inkstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.inkstream.metrics.Label;
import org.inkstream.metrics.MeterCatalogue;
import org.inkstream.metrics.Metrics;
import org.junit.jupiter.api.Test;

/** What is measured, what alerts are made of and what is drawn are the same things. */
class MonitoringNamesTest {
    /** Prometheus makes these itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

    private static final Set<String> OTHER_LABELS =
            Set.of("instance", "job", "le", "alertstate", "area");

    /** Meters that are neither drawn nor alarmed on, with the reason. */
    private static final Map<String, String> UNUSED = Map.of();

    @Test
    void alerts_rules_and_dashboards_ask_only_for_what_exists() {
        Set<String> known = new TreeSet<>(OF_PROMETHEUS);
        known.addAll(ofTheCatalogue());
        known.addAll(ofThisJvm());
        MonitoringFiles.recorded().forEach(rule -> known.add(rule.name()));

        assertThat(everything())
                .isNotEmpty()
                .allSatisfy(
                        query -> assertThat(query.series()).as(query.where()).isSubsetOf(known));
    }

    @Test
    void they_filter_and_group_only_by_labels_that_exist() {
        Set<String> known = new TreeSet<>(OTHER_LABELS);
        for (MeterCatalogue meter : MeterCatalogue.values()) {
            meter.labels().stream().map(Label::name).forEach(known::add);
        }

        assertThat(everything())
                .allSatisfy(
                        query -> assertThat(query.labels()).as(query.where()).isSubsetOf(known));
    }

    @Test
    void every_meter_is_drawn_or_alarmed_on_unless_there_is_a_reason() {
        Set<String> asked = asked();

        List<String> unused =
                Stream.of(MeterCatalogue.values())
                        .filter(meter -> samples(meter).noneMatch(asked::contains))
                        .map(MeterCatalogue::meterName)
                        .toList();

        assertThat(unused).containsExactlyInAnyOrderElementsOf(UNUSED.keySet());
    }

    @Test
    void every_recorded_rule_is_used() {
        assertThat(MonitoringFiles.recorded())
                .extracting(MonitoringFiles.Rule::name)
                .doesNotHaveDuplicates()
                .isSubsetOf(asked());
    }

    private static Set<String> asked() {
        return everything()
                .flatMap(query -> query.series().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Expression> everything() {
        Stream<Expression> rules =
                Stream.concat(
                                MonitoringFiles.recorded().stream(),
                                MonitoringFiles.alerts().stream())
                        .map(MonitoringFiles.Rule::expression);
        return Stream.concat(
                rules,
                MonitoringFiles.dashboards().stream()
                        .flatMap(dashboard -> dashboard.expressions().stream()));
    }

    private static Set<String> ofTheCatalogue() {
        return Stream.of(MeterCatalogue.values())
                .flatMap(MonitoringNamesTest::samples)
                .collect(Collectors.toSet());
    }

    private static Stream<String> samples(MeterCatalogue meter) {
        String name = meter.meterName();
        return switch (meter.type()) {
            case COUNTER, GAUGE, INFO -> Stream.of(name);
            case TIMER, SHARES -> Stream.of(name + "_bucket", name + "_sum", name + "_count");
        };
    }

    private static Set<String> ofThisJvm() {
        try (Metrics metrics = new Metrics("test")) {
            return metrics.withJvm()
                    .scrape()
                    .text()
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("enrichment_"))
                    .map(line -> line.split("[{ ]", 2)[0])
                    .collect(Collectors.toSet());
        }
    }
}
