package org.inkstream.loadtest.scenarios.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The temporary folder of one stack: what containers hold, and what processes print.
 *
 * @param folder which stays unless it is deleted
 */
record Workplace(Path folder) {
    static Workplace begin() {
        try {
            Workplace work = new Workplace(Files.createTempDirectory("inkstream-stack-"));
            Files.createDirectories(work.logs());
            return work;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a temporary folder", failure);
        }
    }

    Path logs() {
        return folder.resolve("logs");
    }

    void delete() {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + folder, failure);
        }
    }
}
