package org.inkstream.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Who this process is.
 *
 * @param name unique among the processes that run at one time; empty means the host name with a
 *     mark of the state folder
 * @param stateFolder where embedded data and the lock file live
 * @param startPatience how long a start waits for a broker and a store that do not answer, 0s to
 *     24h
 */
public record InstanceSettings(String name, Path stateFolder, Duration startPatience) {
    public InstanceSettings {
        new Check()
                .filled("stateFolder", stateFolder.toString())
                .between("startPatience", startPatience, Duration.ZERO, Duration.ofHours(24))
                .orThrow();
    }
}
