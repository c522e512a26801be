package org.inkstream.loadtest.scenarios.overhead;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.inkstream.loadtest.scenarios.system.AgentProcess;
import org.inkstream.loadtest.scenarios.system.JavaProcess;
import org.inkstream.loadtest.scenarios.system.Poll;

/**
 * The measured part of a run: from one count of arrivals at the agent to another. What arrived
 * before is warm-up.
 *
 * @param documents in it
 * @param took its length
 * @param cpu what the measured process used in it
 * @param cpuByThreads the same by kind of thread
 */
record Window(double documents, Duration took, Duration cpu, Map<String, Duration> cpuByThreads) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** One end of it. */
    record End(long nanos, long calls, Duration cpu, Map<String, Duration> cpuByThreads) {
        /** Blocks until so many calls have arrived. */
        static End at(long calls, AgentProcess agent, JavaProcess measured) {
            return Poll.forThe(
                    "call %d of %s".formatted(calls, measured.name()),
                    LIMIT,
                    () -> {
                        measured.requireAlive();
                        long arrived = agent.stats().total();
                        return arrived < calls
                                ? Optional.empty()
                                : Optional.of(
                                        new End(
                                                System.nanoTime(),
                                                arrived,
                                                measured.cpu(),
                                                measured.cpuByThreads()));
                    });
        }
    }

    static Window between(End first, End last) {
        Map<String, Duration> byThreads = new TreeMap<>();
        last.cpuByThreads.forEach(
                (kind, cpu) ->
                        byThreads.put(
                                kind,
                                cpu.minus(first.cpuByThreads.getOrDefault(kind, Duration.ZERO))));
        return new Window(
                (double) (last.calls - first.calls) / Load.CALLS,
                Duration.ofNanos(last.nanos - first.nanos),
                last.cpu.minus(first.cpu),
                byThreads);
    }

    double documentsPerSecond() {
        return documents / (took.toNanos() / 1e9);
    }

    double cpuMicrosPerDocument() {
        return perDocument(cpu);
    }

    Map<String, Double> cpuMicrosByThreads() {
        Map<String, Double> micros = new TreeMap<>();
        cpuByThreads.forEach((kind, each) -> micros.put(kind, perDocument(each)));
        return micros;
    }

    private double perDocument(Duration used) {
        return used.toNanos() / 1e3 / documents;
    }
}
