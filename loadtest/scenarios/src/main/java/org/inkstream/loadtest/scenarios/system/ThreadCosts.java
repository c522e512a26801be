package org.inkstream.loadtest.scenarios.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What the threads of a process have used of the CPU, as Linux counts it. */
final class ThreadCosts {
    /** Unit of the times in {@code stat}; the same on every Linux that Java runs on. */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private ThreadCosts() {}

    /** Threads whose names differ in their number only are one kind. */
    static Map<String, Duration> of(long pid) {
        Map<String, Duration> costs = new TreeMap<>();
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                addTo(costs, thread.resolve("stat"));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("CPU by thread needs Linux", unreadable);
        }
        return costs;
    }

    private static void addTo(Map<String, Duration> costs, Path stat) throws IOException {
        try {
            String line = Files.readString(stat);
            int nameEnd = line.lastIndexOf(')');
            String name = line.substring(line.indexOf('(') + 1, nameEnd);
            String[] fields = line.substring(nameEnd + 2).split(" ");
            long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
            costs.merge(kind(name), TICK.multipliedBy(ticks), Duration::plus);
        } catch (NoSuchFileException ended) {
            // The thread ended after it was listed; its time is no longer told apart.
        }
    }

    private static String kind(String name) {
        return name.replaceAll("[-#]?\\d+$", "").strip();
    }
}
