package org.inkstream.loadtest.scenarios.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM that was started here: the same Java, class path and options as {@code bin/inkstream}
 * gives, its output in a file. Ends with this JVM at the latest, unless that one is killed.
 */
public final class JavaProcess {
    /** Of each generation; the line of the meta space comes without {@code total}. */
    private static final Pattern HEAP_USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private static final Duration END = Duration.ofSeconds(20);
    private static final int LINES_SHOWN = 25;

    private final String name;
    private final Process process;
    private final Path output;
    private final long startedNanos;
    private final Thread endWithUs;
    private volatile long endedNanos;

    private JavaProcess(String name, Process process, Path output, long startedNanos) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.startedNanos = startedNanos;
        this.endWithUs = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(endWithUs);
        var unused = process.onExit().thenRun(() -> endedNanos = System.nanoTime());
    }

    /**
     * @param name for people
     * @param output gets what the process prints
     * @param options beside those of every service
     * @param environment beside that of this JVM, of which settings of Inkstream are left out
     */
    static JavaProcess start(
            String name,
            Path output,
            List<String> options,
            Map<String, String> environment,
            String mainClass,
            List<String> arguments) {
        ProcessBuilder builder = new ProcessBuilder(JavaCommand.of(options, mainClass, arguments));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("INKSTREAM_"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        long now = System.nanoTime();
        try {
            return new JavaProcess(name, builder.start(), output, now);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + name, failure);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end as {@code kill} does, and returns at once. */
    public void askToEnd() {
        process.destroy();
    }

    /** When it was seen to end, by {@link System#nanoTime}; it must have. */
    public long endedNanos() {
        return endedNanos;
    }

    /** Stops it as {@code kill -STOP} does; it does nothing at all until {@link #resume}. */
    public void suspend() {
        OwnTools.run("kill", "-STOP", Long.toString(pid()));
    }

    public void resume() {
        OwnTools.run("kill", "-CONT", Long.toString(pid()));
    }

    /** From now on no file that it writes may grow, as on a disk that is full. */
    public void forbidWriting() {
        OwnTools.run("prlimit", "--pid", Long.toString(pid()), "--fsize=1:unlimited");
    }

    public void allowWriting() {
        OwnTools.run("prlimit", "--pid", Long.toString(pid()), "--fsize=unlimited:unlimited");
    }

    /**
     * Heap in use after everything that could be collected was.
     *
     * @throws IllegalStateException if it does not answer
     */
    public long liveHeapBytes() {
        String jcmd = String.join(File.separator, System.getProperty("java.home"), "bin", "jcmd");
        String pid = Long.toString(pid());
        OwnTools.run(jcmd, pid, "GC.run");
        Matcher used = HEAP_USED.matcher(OwnTools.run(jcmd, pid, "GC.heap_info"));
        long kib = 0;
        while (used.find()) {
            kib += Long.parseLong(used.group(1));
        }
        return kib * 1_024;
    }

    /** When it was started, by {@link System#nanoTime}. */
    public long startedNanos() {
        return startedNanos;
    }

    /**
     * @throws IllegalStateException if it has ended, with its last lines
     */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "%s ended with code %d; its last lines:%n%s"
                            .formatted(name, process.exitValue(), lastLines()));
        }
    }

    /**
     * Blocks until it has printed a line that begins so.
     *
     * @return what follows on that line, without the spaces around it
     * @throws IllegalStateException if it ends before, or does not within the limit
     */
    public String awaitLine(String beginning, Duration limit) {
        return Poll.forThe(
                "'" + beginning + "' of " + name,
                limit,
                () -> {
                    Optional<String> line =
                            lines().stream().filter(one -> one.startsWith(beginning)).findFirst();
                    if (line.isEmpty()) {
                        requireAlive();
                    }
                    return line.map(one -> one.substring(beginning.length()).strip());
                });
    }

    /** User and system time of all its threads since it started. */
    public Duration cpu() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("no CPU time known of " + name));
    }

    /** The same by kind of thread; threads that have ended are missing. */
    public Map<String, Duration> cpuByThreads() {
        return ThreadCosts.of(process.pid());
    }

    /** What its just-in-time compilers have used. */
    public Duration compilerCpu() {
        return cpuByThreads().entrySet().stream()
                .filter(kind -> kind.getKey().contains("Compiler"))
                .map(Map.Entry::getValue)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The largest resident set so far. */
    public long peakRssBytes() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no VmHWM in " + status));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("peak memory needs Linux", unreadable);
        }
    }

    /** Kills it as {@code kill -9} does and blocks until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(END);
    }

    /**
     * Asks it to end as {@code kill} does.
     *
     * @return how long it took
     * @throws IllegalStateException if it does not end within the limit, or not with code 0 or 143
     */
    public Duration terminate(Duration limit) {
        long asked = System.nanoTime();
        process.destroy();
        awaitEnd(limit);
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    /**
     * Blocks until it has ended by itself with code 0.
     *
     * @throws IllegalStateException if it does not within the limit, or ends with another code
     */
    public void terminatesByItself(Duration limit) {
        awaitEnd(limit);
        if (process.exitValue() != 0) {
            requireAlive();
        }
    }

    private void awaitEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "%s did not end within %d s; its last lines:%n%s"
                                .formatted(name, limit.toSeconds(), lastLines()));
            }
            Runtime.getRuntime().removeShutdownHook(endWithUs);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " ended", interrupted);
        } catch (IllegalStateException weAreEnding) {
            if (process.isAlive()) {
                throw weAreEnding;
            }
        }
    }

    private String lastLines() {
        List<String> lines = lines();
        return String.join(
                System.lineSeparator(),
                lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    List<String> lines() {
        try {
            return Files.readString(output).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the output of " + name, unreadable);
        }
    }
}
