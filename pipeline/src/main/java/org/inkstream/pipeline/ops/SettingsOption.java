package org.inkstream.pipeline.ops;

import org.inkstream.config.Settings;

public final class SettingsOption {
    public Settings load() { return Settings.defaults(); }
}
