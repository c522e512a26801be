package org.inkstream.app.hub;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Child processes that are started again when they end, after growing pauses. Thread-safe. */
final class AgentProcesses implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(AgentProcesses.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Whoever ran so long did not fail by itself at its start. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private static final long FAREWELL_S = 15;

    private final Timers timers;
    private final Map<String, Process> running = new LinkedHashMap<>();
    private boolean closed;

    AgentProcesses(Timers timers) {
        this.timers = timers;
    }

    /** Starts one and keeps it running. */
    void keep(String name, List<String> arguments) {
        start(name, arguments, FIRST_PAUSE);
    }

    /** Asks all to end, and ends those that do not. Blocks. */
    @Override
    public void close() {
        List<Process> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(running.values());
        }
        all.forEach(Process::destroy);
        for (Process process : all) {
            try {
                if (!process.waitFor(FAREWELL_S, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }

    private synchronized void start(String name, List<String> arguments, Duration pause) {
        if (closed) {
            return;
        }
        long begun = timers.monotonicNanos();
        Process process;
        try {
            process = new ProcessBuilder(command(arguments)).inheritIO().start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + name, failure);
        }
        running.put(name, process);
        // Nobody waits for this one: it is how the process itself tells that it has ended.
        var unused =
                process.onExit().thenAccept(ended -> again(name, arguments, ended, begun, pause));
    }

    private synchronized void again(
            String name, List<String> arguments, Process ended, long begun, Duration pause) {
        if (closed) {
            return;
        }
        boolean steady = timers.since(begun).compareTo(STEADY) > 0;
        Duration now = steady ? FIRST_PAUSE : pause;
        LOGGER.atWarn()
                .addKeyValue("agent", name)
                .addKeyValue("exitCode", ended.exitValue())
                .addKeyValue("pauseMs", now.toMillis())
                .log("an agent has ended and will be started again");
        Duration doubled = now.multipliedBy(2);
        Duration next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        timers.after(now, () -> start(name, arguments, next));
    }

    /** The same Java, class path and options as this process. */
    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), "org.inkstream.app.Main"));
        command.addAll(arguments);
        return command;
    }
}
