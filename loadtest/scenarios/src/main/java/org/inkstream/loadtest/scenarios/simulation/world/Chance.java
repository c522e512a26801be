package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Everything that a world leaves to chance: one seed, one sequence. */
final class Chance {
    static final long MILLI = 1_000_000;

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean of(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Nanoseconds, from and to in milliseconds. */
    long millis(long from, long to) {
        return random.nextLong(from * MILLI, to * MILLI + 1);
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    RandomGenerator generator() {
        return random;
    }
}
