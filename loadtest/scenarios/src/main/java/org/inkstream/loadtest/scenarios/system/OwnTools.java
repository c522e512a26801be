package org.inkstream.loadtest.scenarios.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Small programs of the operating system, run to their end. */
final class OwnTools {
    private static final long LIMIT_SECONDS = 20;

    private OwnTools() {}

    /**
     * @return what it printed
     * @throws IllegalStateException if it fails
     */
    static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            byte[] printed = process.getInputStream().readAllBytes();
            String text = new String(printed, StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + text);
            }
            return text;
        } catch (IOException missing) {
            throw new UncheckedIOException("cannot run " + command[0], missing);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command[0], interrupted);
        }
    }
}
