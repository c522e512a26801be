package org.inkstream.config;

import java.nio.file.Path;

/**
 * Who this process is.
 *
 * @param name unique among the processes that run at one time; empty means the host name with a
 *     mark of the state folder
 * @param stateFolder where embedded data and the lock file live
 */
public record InstanceSettings(String name, Path stateFolder) {
    public InstanceSettings {
        new Check().filled("stateFolder", stateFolder.toString()).orThrow();
    }
}
