package org.inkstream.loadtest.scenarios.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Lays the files of a container below the folder that stands for its root: what is mounted as a
 * copy that reads as it should here, secrets as they are, its own folders empty.
 *
 * @param compose whose folder mounts begin at
 * @param secrets where those are made
 */
record Layout(ComposeFile compose, Path secrets, Places places, MonitoringHere monitoring) {
    void lay(Container container) {
        try {
            Files.createDirectories(container.root());
            for (String folder : container.service().folders()) {
                Files.createDirectories(container.at(folder));
            }
            for (ComposeService.Mount mount : container.service().mounts()) {
                copy(
                        container,
                        compose.folder().resolve(mount.source()).normalize(),
                        container.at(mount.target()));
            }
            for (String secret : container.service().secrets()) {
                Path target = container.at("/run/secrets/" + secret);
                Files.createDirectories(target.resolveSibling(""));
                Files.copy(secrets.resolve(secret), target);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot lay the files of " + container.name(), failure);
        }
    }

    private void copy(Container container, Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path source : tree.toList()) {
                Path target = to.resolve(from.relativize(source).toString());
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    String text = places.here(container, Files.readString(source));
                    Files.writeString(target, monitoring.of(container, source.toString(), text));
                }
            }
        }
    }
}
