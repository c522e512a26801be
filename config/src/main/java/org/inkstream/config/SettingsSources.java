package org.inkstream.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.inkstream.config.InvalidSettings.Problem;
import org.inkstream.yaml.Spelling;
import org.jspecify.annotations.Nullable;

/** Lays sources of settings over each other; later ones win. Not thread-safe. */
final class SettingsSources {
    /** Read by the start script and by the logging configuration, not by us. */
    private static final Set<String> NOT_SETTINGS =
            Set.of(
                    "INKSTREAM_HOME",
                    "INKSTREAM_JAVA_OPTS",
                    "INKSTREAM_SETTINGS",
                    "INKSTREAM_LOG_FORMAT",
                    "INKSTREAM_LOG_LEVEL",
                    "INKSTREAM_LIBRARY_LOG_LEVEL",
                    "INKSTREAM_OPERATOR_LOG_LEVEL");

    /** Kubernetes announces a service named inkstream in these variables. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(
                    "INKSTREAM_(.+_)?(SERVICE_HOST|SERVICE_PORT.*|PORT|PORT_\\d+_(TCP|UDP).*)");

    private final SettingKeys keys = SettingKeys.ALL;
    private final Map<String, Given> values = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    Map<String, Given> values() {
        return values;
    }

    List<Problem> problems() {
        return problems;
    }

    /**
     * @param origin names the file in messages
     */
    void addFile(String origin, Map<String, @Nullable Object> content) {
        addTree("", content, origin);
    }

    void addEnvironment(Map<String, String> environment) {
        Map<String, String> names =
                keys.leaves().keySet().stream()
                        .collect(Collectors.toMap(SettingKeys::environmentName, key -> key));
        SecretFiles.settled(environment, names.keySet(), problems).entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("INKSTREAM_"))
                .sorted(Map.Entry.comparingByKey())
                .forEach(variable -> addVariable(names, variable.getKey(), variable.getValue()));
    }

    void addOverrides(Map<String, String> overrides) {
        overrides.forEach((key, value) -> addText(key, new Given(value, "--set")));
    }

    private void addTree(String prefix, Map<?, ?> tree, String origin) {
        tree.forEach(
                (name, value) -> {
                    String key = prefix + name;
                    if (keys.isSection(key)) {
                        addSection(key, value, origin);
                    } else if (!keys.isLeaf(key)) {
                        problems.add(unknown(key, origin));
                    } else if (value == null) {
                        problems.add(
                                new Problem(
                                        key,
                                        origin,
                                        "has no value; write \"\" for an empty text, or leave the"
                                                + " key out"));
                    } else {
                        put(key, new Given(value, origin));
                    }
                });
    }

    private void addSection(String key, @Nullable Object value, String origin) {
        if (value instanceof Map<?, ?> members) {
            addTree(key + ".", members, origin);
        } else if (value != null) {
            problems.add(new Problem(key, origin, "must hold keys of its own, not a value"));
        }
    }

    private void addVariable(Map<String, String> names, String variable, String value) {
        Given given = new Given(value, variable);
        String key = names.get(variable);
        // A service named inkstream-hub would otherwise set hub.port to tcp://ADDRESS:PORT.
        boolean serviceLink = SERVICE_LINK.matcher(variable).matches();
        if (key != null && serviceLink && value.matches("(tcp|udp)://.*")) {
            return;
        }
        if (key != null) {
            put(key, given);
            return;
        }
        for (Map.Entry<String, String> known : names.entrySet()) {
            if (keys.isMap(known.getValue()) && variable.startsWith(known.getKey() + "_")) {
                String entry = entryName(variable.substring(known.getKey().length() + 1));
                putEntry(known.getValue(), entry, given);
                return;
            }
        }
        if (!NOT_SETTINGS.contains(variable) && !serviceLink) {
            problems.add(
                    new Problem(
                            variable,
                            "environment",
                            "is not a setting" + Spelling.hint(variable, names.keySet())));
        }
    }

    /** {@code SSL_KEY__NAME} is {@code ssl.key_name}. */
    private static String entryName(String words) {
        return words.toLowerCase(Locale.ROOT)
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_');
    }

    private void addText(String key, Given given) {
        if (keys.isLeaf(key)) {
            put(key, given);
            return;
        }
        keys.mapAround(key)
                .ifPresentOrElse(
                        map -> putEntry(map, key.substring(map.length() + 1), given),
                        () -> problems.add(unknown(key, given.origin())));
    }

    private void put(String key, Given given) {
        if (keys.isMap(key) && given.value() instanceof Map<?, ?> entries) {
            values.putIfAbsent(key, new Given(Map.of(), given.origin()));
            entries.forEach(
                    (entry, value) ->
                            putEntry(
                                    key,
                                    String.valueOf(entry),
                                    new Given(value == null ? "" : value, given.origin())));
        } else {
            values.put(key, given);
        }
    }

    /** Maps are merged entry by entry, so that one entry can be overridden alone. */
    private void putEntry(String key, String entry, Given given) {
        Map<String, Object> merged = new LinkedHashMap<>();
        Given before = values.get(key);
        if (before != null && before.value() instanceof Map<?, ?> entries) {
            entries.forEach((name, value) -> merged.put(String.valueOf(name), value));
        }
        merged.put(entry, given.value());
        values.put(key, new Given(merged, given.origin()));
    }

    private Problem unknown(String key, String origin) {
        return new Problem(
                key, origin, "is not a setting" + Spelling.hint(key, keys.leaves().keySet()));
    }
}
