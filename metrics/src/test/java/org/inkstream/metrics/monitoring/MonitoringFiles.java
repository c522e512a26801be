package org.inkstream.metrics.monitoring;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The files that operators are given, read from the repository. */
final class MonitoringFiles {
    /** Tests run in the folder of their module. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static final Path PROMETHEUS = ROOT.resolve("docker/prometheus");
    static final Path ALERTMANAGER = ROOT.resolve("docker/alertmanager/alertmanager.yml");
    static final Path RUNBOOKS = ROOT.resolve("docs/runbooks");

    private MonitoringFiles() {}

    /**
     * One rule, recorded or alerting.
     *
     * @param name of what is recorded, or of the alert
     */
    record Rule(String name, String expr, Map<String, String> labels, Map<String, String> notes) {
        Expression expression() {
            return new Expression("rule " + name, expr);
        }

        String severity() {
            return labels.getOrDefault("severity", "");
        }
    }

    /** One dashboard. */
    record Dashboard(String file, JsonObject json) {
        List<JsonObject> panels() {
            return json.getJsonArray("panels").stream().map(JsonObject.class::cast).toList();
        }

        List<Expression> expressions() {
            return panels().stream()
                    .flatMap(
                            panel ->
                                    targets(panel)
                                            .map(
                                                    target ->
                                                            new Expression(
                                                                    file
                                                                            + ", "
                                                                            + panel.getString(
                                                                                    "title"),
                                                                    target.getString("expr"))))
                    .toList();
        }

        private static Stream<JsonObject> targets(JsonObject panel) {
            return panel.getJsonArray("targets", new JsonArray()).stream()
                    .map(JsonObject.class::cast);
        }
    }

    static List<Rule> recorded() {
        return rules("recording.yml", "record");
    }

    static List<Rule> alerts() {
        return rules("alerts.yml", "alert");
    }

    static List<Dashboard> dashboards() {
        return files(ROOT.resolve("docker/grafana/dashboards"), ".json").stream()
                .map(file -> new Dashboard(file.getFileName().toString(), json(file)))
                .toList();
    }

    static List<Path> ruleTests() {
        return files(PROMETHEUS.resolve("tests"), ".yml");
    }

    static List<Path> runbooks() {
        return files(RUNBOOKS, ".md");
    }

    static Map<String, Object> yaml(Path file) {
        return new Yaml().load(text(file));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The members of a list of mappings. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> in, String member) {
        return (List<Map<String, Object>>) in.getOrDefault(member, List.of());
    }

    @SuppressWarnings("unchecked")
    static Map<String, String> texts(Map<String, Object> in, String member) {
        return (Map<String, String>) in.getOrDefault(member, Map.of());
    }

    private static List<Rule> rules(String file, String kind) {
        return list(yaml(PROMETHEUS.resolve("rules").resolve(file)), "groups").stream()
                .flatMap(group -> list(group, "rules").stream())
                .map(
                        rule ->
                                new Rule(
                                        (String) rule.get(kind),
                                        (String) rule.get("expr"),
                                        texts(rule, "labels"),
                                        texts(rule, "annotations")))
                .toList();
    }

    private static JsonObject json(Path file) {
        return new JsonObject(text(file));
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
