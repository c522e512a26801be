package org.inkstream.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.config.InvalidSettings.Problem;
import org.inkstream.yaml.InvalidFile;
import org.inkstream.yaml.YamlText;
import org.jspecify.annotations.Nullable;

/**
 * Loads the settings: defaults, then files, then the environment, then overrides; later ones win,
 * whatever the order of the calls here. Not thread-safe.
 */
public final class SettingsLoader {
    static final String DEFAULTS = "settings.example.yaml";

    private final List<Path> files = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, String> overrides = new LinkedHashMap<>();

    SettingsLoader() {}

    /** Adds a settings file, which must exist; it needs only the keys that differ. */
    public SettingsLoader file(Path file) {
        files.add(file);
        return this;
    }

    /**
     * Adds variables such as {@code INKSTREAM_KAFKA_PARTITIONS}; names that begin otherwise are
     * ignored, so {@link System#getenv()} can be given as it is.
     */
    public SettingsLoader environment(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** Adds values by dotted key, such as {@code kafka.partitions}. */
    public SettingsLoader override(Map<String, String> valuesByKey) {
        overrides.putAll(valuesByKey);
        return this;
    }

    /**
     * @throws InvalidSettings with everything that is wrong, in whichever source
     */
    public Settings load() {
        SettingsSources sources = new SettingsSources();
        sources.addFile("default", YamlText.resource(SettingsLoader.class, DEFAULTS));
        Map<String, Given> defaults = Map.copyOf(sources.values());
        files.forEach(file -> addFile(sources, file));
        sources.addEnvironment(environment);
        sources.addOverrides(overrides);

        List<Problem> problems = sources.problems();
        Settings settings = new SettingsBinder(sources.values(), defaults, problems).settings();
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
        return settings;
    }

    private static void addFile(SettingsSources sources, Path file) {
        try {
            sources.addFile(file.toString(), read(file));
        } catch (IOException unreadable) {
            sources.problems()
                    .add(
                            new Problem(
                                    file.toString(),
                                    "",
                                    Files.exists(file)
                                            ? "cannot be read: " + unreadable.getMessage()
                                            : "there is no such settings file"));
        } catch (InvalidFile invalid) {
            invalid.problems()
                    .forEach(
                            what -> sources.problems().add(new Problem(file.toString(), "", what)));
        }
    }

    private static Map<String, @Nullable Object> read(Path file) throws IOException {
        return YamlText.parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    }
}
