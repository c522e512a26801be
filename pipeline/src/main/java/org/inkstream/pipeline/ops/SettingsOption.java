package org.inkstream.pipeline.ops;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.config.Settings;
import org.inkstream.config.SettingsLoader;
import picocli.CommandLine.Option;

/** The options by which every command that needs settings takes them. */
public final class SettingsOption {
    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Settings file; needs only the keys that differ from the defaults.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, for example kafka.partitions=3; may be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /**
     * Defaults, files, environment and overrides, later ones winning.
     *
     * @throws org.inkstream.config.InvalidSettings with everything that is wrong
     */
    public Settings load() {
        SettingsLoader loader = Settings.loader().environment(System.getenv());
        files.forEach(loader::file);
        return loader.override(overrides).load();
    }
}
