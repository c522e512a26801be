package org.inkstream.loadtest.scenarios.stack;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One service as a compose file describes it, as far as it matters for running it here.
 *
 * @param command words after the entry point of the image
 * @param ports that it listens on, inside its container
 * @param mounts files and folders that it is given
 * @param secrets names of files below {@code /run/secrets}
 * @param folders of its own that are empty at the start, by their paths in the container
 * @param health the words of its health check; empty if it has none
 * @param dependsOn what must have been reached, by service
 * @param profiles of which one must be switched on; empty means that it always runs
 * @param replicas how many of it run
 */
record ComposeService(
        String name,
        String image,
        List<String> command,
        Map<String, String> environment,
        Set<Integer> ports,
        List<Mount> mounts,
        List<String> secrets,
        List<String> folders,
        List<String> health,
        Map<String, Condition> dependsOn,
        Set<String> profiles,
        int replicas) {

    ComposeService {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        ports = Set.copyOf(ports);
        mounts = List.copyOf(mounts);
        secrets = List.copyOf(secrets);
        folders = List.copyOf(folders);
        health = List.copyOf(health);
        dependsOn = Map.copyOf(dependsOn);
        profiles = Set.copyOf(profiles);
    }

    /** What another service waits for. */
    enum Condition {
        STARTED,
        HEALTHY,
        COMPLETED
    }

    /**
     * A file or folder of the host.
     *
     * @param source relative to the compose file
     * @param target in the container
     */
    record Mount(String source, String target) {}

    /** Whether it runs where these profiles are switched on. */
    boolean isIn(Set<String> switchedOn) {
        return profiles.isEmpty() || profiles.stream().anyMatch(switchedOn::contains);
    }

    /** Whether it is one of ours, which is started as {@code inkstream} is. */
    boolean isOurs() {
        return image.startsWith("inkstream:");
    }
}
