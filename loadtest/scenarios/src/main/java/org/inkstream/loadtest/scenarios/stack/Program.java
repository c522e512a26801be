package org.inkstream.loadtest.scenarios.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process of a stack, its output in a file. Ends with this JVM at the latest. */
final class Program {
    private static final Duration END = Duration.ofSeconds(30);
    private static final int LINES_SHOWN = 20;

    private final String name;
    private final Process process;
    private final Path output;
    private final Thread endWithUs;

    private Program(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.endWithUs = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(endWithUs);
    }

    /**
     * @param environment beside that of this JVM, of which everything that could be meant for
     *     services is left out
     * @param folder where it runs
     * @param output gets what it prints, after what is there
     */
    static Program start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Path output) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(variable -> variable.matches("(INKSTREAM|MCP)_.*"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        try {
            return new Program(name, builder.start(), output);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + name + ": " + command.get(0), failure);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it has ended, and well. */
    boolean hasSucceeded() {
        return !process.isAlive() && process.exitValue() == 0;
    }

    /**
     * @throws IllegalStateException if it has ended with another code than 0, with its last lines
     */
    void requireNotFailed() {
        if (!process.isAlive() && process.exitValue() != 0) {
            throw new IllegalStateException(
                    "%s ended with code %d; its last lines:%n%s"
                            .formatted(name, process.exitValue(), lastLines()));
        }
    }

    /**
     * Blocks until it ends.
     *
     * @return whether it did in time, and well
     */
    boolean succeedsWithin(Duration limit) {
        if (!ends(limit)) {
            kill();
            return false;
        }
        return process.exitValue() == 0;
    }

    /** As {@code kill -9}; blocks until it is gone. */
    void kill() {
        process.destroyForcibly();
        ends(END);
        try {
            Runtime.getRuntime().removeShutdownHook(endWithUs);
        } catch (IllegalStateException weAreEnding) {
            // The hook has run, or is about to find nothing to do.
        }
    }

    private boolean ends(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " ended", interrupted);
        }
    }

    /** What it printed last, for people. */
    String lastLines() {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join(
                    System.lineSeparator(),
                    lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException unreadable) {
            return "(no output: " + unreadable.getMessage() + ")";
        }
    }
}
