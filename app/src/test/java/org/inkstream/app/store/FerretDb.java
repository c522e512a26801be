package org.inkstream.app.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A FerretDB on SQLite as a child process on loopback; it ends with its standard input. */
final class FerretDb implements AutoCloseable {
    private static final String ASKED_FOR = "INKSTREAM_TEST_FERRETDB";

    private final Process process;
    private final String uri;

    private FerretDb(Process process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Skips the test, with a word, where there is none. */
    static FerretDb start(Path folder) {
        assumeTrue(
                Boolean.parseBoolean(System.getenv(ASKED_FOR)),
                "FerretDB does not pass yet; " + ASKED_FOR + "=true shows where");
        Optional<Path> binary = binary();
        assumeTrue(binary.isPresent(), "no FerretDB: run .ci/install-ferretdb to test against it");
        try {
            Process process =
                    new ProcessBuilder(binary.orElseThrow().toString(), folder.toString())
                            .redirectError(folder.resolve("ferretdb.log").toFile())
                            // It leaves its state where it is started.
                            .directory(folder.toFile())
                            .start();
            BufferedReader said = process.inputReader();
            String uri = said.readLine();
            if (uri == null) {
                throw new IllegalStateException("FerretDB did not start, see " + folder);
            }
            return new FerretDb(process, uri);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Where the script puts it, seen from the root or from a module. */
    private static Optional<Path> binary() {
        return Stream.of(Path.of("target"), Path.of("..", "target"))
                .map(target -> target.resolve("ferretdb/bin/ferretdb").toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst();
    }

    String uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
