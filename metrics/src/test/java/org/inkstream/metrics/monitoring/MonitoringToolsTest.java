package org.inkstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Prometheus and Alertmanager themselves say to our files; skipped where they are missing. */
class MonitoringToolsTest {
    @Test
    void prometheus_takes_its_settings_and_rules() throws Exception {
        Answer answer =
                run(
                        "promtool",
                        "check",
                        "config",
                        MonitoringFiles.PROMETHEUS.resolve("prometheus.yml").toString());

        assertThat(answer.code()).as(answer.text()).isZero();
        assertThat(answer.text()).contains("rule files found");
    }

    @Test
    void alerts_fire_when_they_should_and_are_silent_otherwise() throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
        MonitoringFiles.ruleTests().forEach(file -> command.add(file.toString()));

        Answer answer = run(command.toArray(String[]::new));

        assertThat(answer.code()).as(answer.text()).isZero();
    }

    @Test
    void every_query_of_every_dashboard_can_be_parsed(@TempDir Path folder) throws Exception {
        JsonArray rules = new JsonArray();
        MonitoringFiles.dashboards().stream()
                .flatMap(dashboard -> dashboard.expressions().stream())
                .forEach(
                        query ->
                                rules.add(
                                        new JsonObject()
                                                .put("record", "query:" + rules.size())
                                                .put("expr", query.text())));
        JsonObject group = new JsonObject().put("name", "dashboards").put("rules", rules);
        // JSON is YAML.
        Path file =
                Files.writeString(
                        folder.resolve("queries.yml"),
                        new JsonObject().put("groups", new JsonArray().add(group)).encode());

        Answer answer = run("promtool", "check", "rules", file.toString());

        assertThat(answer.code()).as(answer.text()).isZero();
        assertThat(answer.text()).contains(rules.size() + " rules found");
    }

    @Test
    void alertmanager_takes_its_settings() throws Exception {
        Answer answer = run("amtool", "check-config", MonitoringFiles.ALERTMANAGER.toString());

        assertThat(answer.code()).as(answer.text()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "critical, critical",
        "warning, slack-warnings",
        "info, slack-alerts",
        "unheard-of, slack-alerts"
    })
    void alerts_go_to_whom_their_severity_says(String severity, String receiver) throws Exception {
        Answer answer =
                run(
                        "amtool",
                        "config",
                        "routes",
                        "test",
                        "--config.file=" + MonitoringFiles.ALERTMANAGER,
                        "--verify.receivers=" + receiver,
                        "severity=" + severity,
                        "alertname=LettersSlow");

        assertThat(answer.code()).as(answer.text()).isZero();
    }

    private record Answer(int code, String text) {}

    private static Answer run(String... command) throws IOException, InterruptedException {
        assumeTrue(
                isInstalled(command[0]),
                command[0] + " is not installed (.ci/install-prometheus installs it on Debian)");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
