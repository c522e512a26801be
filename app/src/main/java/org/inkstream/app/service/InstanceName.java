package org.inkstream.app.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.inkstream.config.InstanceSettings;
import org.inkstream.identity.Hashes;

/** What this process is called among those that run at one time. */
final class InstanceName {
    private static final int SUFFIX = 8;

    private InstanceName() {}

    /**
     * The name in the settings, or the host's with a mark of the state folder: two processes on one
     * host cannot share a state folder, and the same one is found again after a restart.
     */
    static String of(InstanceSettings settings) {
        return settings.name().isEmpty()
                ? host() + "-" + mark(settings.stateFolder())
                : settings.name();
    }

    private static String mark(Path folder) {
        return Hashes.sha256(folder.toAbsolutePath().normalize().toString()).substring(0, SUFFIX);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            // A host without a name still has its state folder to be told by.
            return "host";
        }
    }
}
