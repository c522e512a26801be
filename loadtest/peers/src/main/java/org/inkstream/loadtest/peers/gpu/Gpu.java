package org.inkstream.loadtest.peers.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One card that the batches of the loaded models share: each gets its part of the time. Every
 * segment between two events is faster or slower by a lognormal factor of mean one.
 */
final class Gpu {
    private final List<Batch> batches = new ArrayList<>();
    private final RandomGenerator random;
    private final double sigma;
    private double jitter = 1;
    private double slow = 1;

    /**
     * @param sigma of the logarithm of the factor, 0 for none
     */
    Gpu(RandomGenerator random, double sigma) {
        this.random = random;
        this.sigma = sigma;
    }

    void add(Batch batch) {
        batches.add(batch);
    }

    void remove(Batch batch) {
        batches.remove(batch);
    }

    void slow(double factor) {
        slow = factor;
    }

    boolean active() {
        return batches.stream().anyMatch(Batch::active);
    }

    double untilNext() {
        double next = Double.POSITIVE_INFINITY;
        for (Batch batch : batches) {
            next = Math.min(next, batch.active() ? batch.untilNext() : next);
        }
        return next * pace();
    }

    void pass(double nanos) {
        double pace = pace();
        batches.forEach(batch -> batch.pass(nanos / pace));
    }

    void happen() {
        List.copyOf(batches).forEach(Batch::happen);
    }

    void bringUpToDate() {
        batches.forEach(batch -> batch.sequences().forEach(batch::bringUpToDate));
    }

    /** What was drawn holds until the next event. */
    void beginSegment() {
        jitter = factor();
    }

    /** A lognormal factor for anything that takes time. */
    double factor() {
        return sigma == 0 ? 1 : Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
    }

    double slowness() {
        return slow;
    }

    private double pace() {
        long active = batches.stream().filter(Batch::active).count();
        return slow * jitter * Math.max(1, active);
    }
}
