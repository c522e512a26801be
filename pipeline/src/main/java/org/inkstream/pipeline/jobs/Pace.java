package org.inkstream.pipeline.jobs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.inkstream.time.Timers;

/** How fast letters of a job ended lately. Used on one event loop. */
final class Pace {
    /** Older counts say nothing about what comes. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

    private final Timers timers;
    private final Deque<Sample> samples = new ArrayDeque<>();

    Pace(Timers timers) {
        this.timers = timers;
    }

    private record Sample(long nanos, int processed) {}

    /**
     * @return letters a minute, zero as long as nobody can say
     */
    double perMinute(int processed) {
        samples.add(new Sample(timers.monotonicNanos(), processed));
        while (samples.size() > 2
                && timers.since(samples.peekFirst().nanos()).compareTo(WINDOW) > 0) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long took = last.nanos() - first.nanos();
        return took <= 0
                ? 0
                : Math.max(0, last.processed() - first.processed()) * NANOS_PER_MINUTE / took;
    }
}
