package org.inkstream.loadtest.peers.gpu.http;

import java.time.Duration;

/** Seconds in the buckets that inference servers use. */
final class Histogram {
    private static final double[] BOUNDS = {
        0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20,
        40, 80, 160, 640
    };

    private final double[] counts = new double[BOUNDS.length];
    private double count;
    private double sum;

    /** Hears the count of all values up to a bound. */
    @FunctionalInterface
    interface Bucket {
        void upTo(String bound, double count);
    }

    void observe(Duration time) {
        observe(time.toNanos() / 1e9, 1);
    }

    /** So many values of the same size. */
    void observe(double seconds, long times) {
        for (int at = 0; at < BOUNDS.length; at++) {
            counts[at] += seconds <= BOUNDS[at] ? times : 0;
        }
        count += times;
        sum += seconds * times;
    }

    void each(Bucket bucket) {
        for (int at = 0; at < BOUNDS.length; at++) {
            bucket.upTo(Double.toString(BOUNDS[at]), counts[at]);
        }
        bucket.upTo("+Inf", count);
    }

    double count() {
        return count;
    }

    double sum() {
        return sum;
    }
}
