package org.inkstream.loadtest.peers;

import java.util.random.RandomGenerator;

/**
 * How often an agent does what to a call, in percent; what is left is answered.
 *
 * @param hangs never answered
 * @param overloaded refused with 429 and {@code Retry-After}
 * @param fails refused with 503
 * @param garbles answered with half of a JSON text
 */
public record FaultRates(double hangs, double overloaded, double fails, double garbles) {
    public FaultRates {
        double sum = hangs + overloaded + fails + garbles;
        if (Math.min(Math.min(hangs, overloaded), Math.min(fails, garbles)) < 0 || sum > 100) {
            throw new IllegalArgumentException("percentages from 0 to 100 in all, got " + sum);
        }
    }

    /** What becomes of one call. */
    enum Fate {
        ANSWERED,
        HANGS,
        OVERLOADED,
        FAILS,
        GARBLED
    }

    Fate draw(RandomGenerator random) {
        double drawn = random.nextDouble(100);
        if (drawn < hangs) {
            return Fate.HANGS;
        }
        if (drawn < hangs + overloaded) {
            return Fate.OVERLOADED;
        }
        if (drawn < hangs + overloaded + fails) {
            return Fate.FAILS;
        }
        return drawn < hangs + overloaded + fails + garbles ? Fate.GARBLED : Fate.ANSWERED;
    }
}
