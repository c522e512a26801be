package org.inkstream.loadtest.scenarios.stack;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.inkstream.yaml.YamlText;
import org.jspecify.annotations.Nullable;

/**
 * A query of a rule or of a panel.
 *
 * @param where it stands, such as {@code alert AgentSlow (warning)}
 * @param text in PromQL
 * @param alert whether it is to have no answer as long as all is well
 */
record Query(String where, String text, boolean alert) {
    /** Labels and texts, which hold no comparison of values. */
    private static final Pattern PARTS =
            Pattern.compile("\\{[^}]*}|\"[^\"]*\"|(==|!=|>=|<=|>|<)(?! *bool)|\\bunless\\b");

    /**
     * The same for an alert that is silent: its comparisons answer 0 or 1 in place of nothing, and
     * what silences it must be there too. Whoever has no answer to this can never fire.
     */
    String open() {
        return PARTS.matcher(text)
                .replaceAll(
                        found -> {
                            String part = found.group();
                            String open =
                                    found.group(1) != null
                                            ? part + " bool"
                                            : part.equals("unless") ? "and" : part;
                            return Matcher.quoteReplacement(open);
                        });
    }

    /**
     * All of them.
     *
     * @param docker folder with prometheus and grafana
     */
    static List<Query> all(Path docker) {
        List<Query> queries = new ArrayList<>();
        for (Path file : files(docker.resolve("prometheus/rules"), ".yml")) {
            for (Map<?, ?> group :
                    list(YamlText.parse(file.toString(), text(file)).get("groups"))) {
                list(group.get("rules")).forEach(rule -> queries.add(ofRule(rule)));
            }
        }
        for (Path file : files(docker.resolve("grafana/dashboards"), ".json")) {
            queries.addAll(ofDashboard(file));
        }
        return queries;
    }

    private static Query ofRule(Map<?, ?> rule) {
        String text = String.valueOf(rule.get("expr"));
        if (rule.get("record") != null) {
            return new Query("record " + rule.get("record"), text, false);
        }
        Object severity =
                rule.get("labels") instanceof Map<?, ?> labels ? labels.get("severity") : "";
        return new Query("alert %s (%s)".formatted(rule.get("alert"), severity), text, true);
    }

    private static List<Query> ofDashboard(Path file) {
        List<Query> queries = new ArrayList<>();
        JsonArray panels = new JsonObject(text(file)).getJsonArray("panels");
        for (int i = 0; i < panels.size(); i++) {
            JsonObject panel = panels.getJsonObject(i);
            JsonArray targets = panel.getJsonArray("targets", new JsonArray());
            for (int j = 0; j < targets.size(); j++) {
                JsonObject target = targets.getJsonObject(j);
                queries.add(
                        new Query(
                                "%s, %s, %s"
                                        .formatted(
                                                file.getFileName(),
                                                panel.getString("title"),
                                                target.getString("refId")),
                                target.getString("expr"),
                                false));
            }
        }
        return queries;
    }

    private static List<Map<?, ?>> list(@Nullable Object value) {
        List<Map<?, ?>> mappings = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(one -> mappings.add((Map<?, ?>) one));
        }
        return mappings;
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + folder, unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
