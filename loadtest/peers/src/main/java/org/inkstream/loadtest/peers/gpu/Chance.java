package org.inkstream.loadtest.peers.gpu;

/**
 * What is random about an engine, always the same for the same seed.
 *
 * @param seed of everything random
 * @param sigma of the lognormal factor on durations; 0 makes them exact
 */
public record Chance(long seed, double sigma) {
    /** The jitter that engines are meant to have. */
    public static final double USUAL_SIGMA = 0.05;

    public Chance {
        if (!(sigma >= 0)) {
            throw new IllegalArgumentException("sigma must not be negative, got " + sigma);
        }
    }

    /** Every duration is as computed; faults still depend on the seed. */
    public static Chance exact(long seed) {
        return new Chance(seed, 0);
    }

    public static Chance seeded(long seed) {
        return new Chance(seed, USUAL_SIGMA);
    }
}
