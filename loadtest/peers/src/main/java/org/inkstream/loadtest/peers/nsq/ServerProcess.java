package org.inkstream.loadtest.peers.nsq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the real servers, its output in a file. Ends with this JVM at the latest. */
final class ServerProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Process process;
    private final Path output;
    private final Thread endWithUs;

    private ServerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
        this.endWithUs = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(endWithUs);
    }

    /**
     * @param output gets what it prints, in place of what an earlier one has
     */
    static ServerProcess start(List<String> command, Path output) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        try {
            return new ServerProcess(builder.start(), output);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + command.get(0), failure);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Blocks until it says on which port it listens.
     *
     * @param protocol as it is called in the output, such as {@code TCP}
     */
    int awaitPort(String protocol) {
        Pattern line = Pattern.compile(protocol + ": listening on \\S+:(\\d+)\\s");
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            boolean alive = process.isAlive();
            Matcher said = line.matcher(said());
            if (said.find()) {
                return Integer.parseInt(said.group(1));
            }
            if (!alive) {
                break;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException("it does not listen; it said:\n" + said());
    }

    /** As {@code kill -9}; blocks until it is gone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** As {@code kill}; blocks until it is gone. */
    void terminate() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("it does not end; it said:\n" + said());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server ended", interrupted);
        }
        forget();
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(endWithUs);
        } catch (IllegalStateException weAreEnding) {
            // The hook has run, or is about to find nothing to do.
        }
    }

    private String said() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + output, unreadable);
        }
    }
}
