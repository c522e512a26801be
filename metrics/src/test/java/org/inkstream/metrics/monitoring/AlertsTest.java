package org.inkstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Whoever is woken by an alert finds what to do, and each alert is known to fire and to be silent.
 */
class AlertsTest {
    private static final String PAGES = "docs/runbooks/";
    private static final List<String> PARTS = List.of("## What it means", "## Look at", "## Do");

    /** An alert with its severity, or a test's claim of one. */
    private record Claim(String alert, String severity) implements Comparable<Claim> {
        @Override
        public int compareTo(Claim other) {
            return toString().compareTo(other.toString());
        }
    }

    @Test
    void every_alert_has_a_severity_a_summary_and_a_page_that_says_what_to_do() {
        assertThat(MonitoringFiles.alerts())
                .isNotEmpty()
                .allSatisfy(
                        alert -> {
                            assertThat(alert.severity()).isIn("critical", "warning", "info");
                            assertThat(alert.notes().get("summary")).isNotBlank();
                            assertThat(alert.notes())
                                    .containsEntry("runbook_url", PAGES + alert.name() + ".md");
                            assertThat(page(alert.name())).contains(PARTS);
                        });
    }

    @Test
    void every_page_belongs_to_an_alert() {
        Set<String> alerts =
                MonitoringFiles.alerts().stream()
                        .map(alert -> alert.name() + ".md")
                        .collect(Collectors.toSet());

        assertThat(MonitoringFiles.runbooks())
                .extracting(file -> file.getFileName().toString())
                .filteredOn(name -> !name.equals("README.md"))
                .containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void every_alert_is_tested_firing_and_silent() {
        Set<Claim> all = new TreeSet<>();
        MonitoringFiles.alerts().forEach(rule -> all.add(new Claim(rule.name(), rule.severity())));
        Set<Claim> firing = new TreeSet<>();
        Set<String> silent = new TreeSet<>();

        for (Path file : MonitoringFiles.ruleTests()) {
            for (Map<String, Object> test :
                    MonitoringFiles.list(MonitoringFiles.yaml(file), "tests")) {
                for (Map<String, Object> checked : MonitoringFiles.list(test, "alert_rule_test")) {
                    String alert = (String) checked.get("alertname");
                    List<Map<String, Object>> expected =
                            MonitoringFiles.list(checked, "exp_alerts");
                    expected.forEach(
                            one ->
                                    firing.add(
                                            new Claim(
                                                    alert,
                                                    MonitoringFiles.texts(one, "exp_labels")
                                                            .get("severity"))));
                    if (expected.isEmpty()) {
                        silent.add(alert);
                    }
                }
            }
        }

        assertThat(firing).isEqualTo(all);
        assertThat(silent).isEqualTo(all.stream().map(Claim::alert).collect(Collectors.toSet()));
    }

    private static String page(String alert) {
        return MonitoringFiles.text(MonitoringFiles.RUNBOOKS.resolve(alert + ".md"));
    }
}
