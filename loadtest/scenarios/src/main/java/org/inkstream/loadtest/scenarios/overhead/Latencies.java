package org.inkstream.loadtest.scenarios.overhead;

import java.util.Arrays;
import java.util.List;

/** Durations of documents. Not thread-safe. */
final class Latencies {
    private final long[] nanos;
    private int count;

    /**
     * @param most there may be
     */
    Latencies(int most) {
        this.nanos = new long[most];
    }

    void add(long tookNanos) {
        nanos[count] = tookNanos;
        count++;
    }

    /** All of them, in order. */
    static long[] sorted(List<Latencies> parts) {
        return parts.stream()
                .flatMapToLong(part -> Arrays.stream(part.nanos, 0, part.count))
                .sorted()
                .toArray();
    }

    /** A quantile of sorted nanoseconds, as milliseconds. */
    static double quantileMs(long[] sorted, double quantile) {
        int rank = (int) Math.ceil(quantile * sorted.length) - 1;
        return sorted[Math.max(0, rank)] / 1e6;
    }
}
