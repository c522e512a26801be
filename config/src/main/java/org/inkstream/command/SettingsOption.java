package org.inkstream.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.config.Settings;
import picocli.CommandLine.Option;

/** The options by which every command is told its settings. */
public final class SettingsOption {
    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Settings file; may be given several times, later ones win.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "One setting, such as kafka.partitions=8; wins over files and environment.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /**
     * Defaults, then files, then the environment, then {@code --set}.
     *
     * @throws org.inkstream.config.InvalidSettings with everything that is wrong
     */
    public Settings load() {
        return load(Map.of());
    }

    /** The options as they were given, for a process that must have the same settings. */
    public List<String> asArguments() {
        List<String> arguments = new ArrayList<>();
        files.forEach(file -> arguments.addAll(List.of("--settings", file.toString())));
        overrides.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments;
    }

    /** The same, with further overrides by dotted key. */
    public Settings load(Map<String, String> more) {
        var loader = Settings.loader().environment(System.getenv());
        files.forEach(loader::file);
        return loader.override(overrides).override(more).load();
    }
}
