package org.inkstream.loadtest.scenarios.soak;

import java.time.Duration;

/**
 * What a soak is to be.
 *
 * @param length of the measurement; warming up and settling come on top
 * @param permits letters in the air
 * @param delay from a call to its answer
 * @param timeout after which a call is given up
 * @param hangsPercent of the calls
 * @param overloadedPercent of the calls, refused with {@code Retry-After}
 * @param poisonOneIn so many records cannot be read
 * @param seed of letters and faults
 */
record SoakPlan(
        Duration length,
        int permits,
        Duration delay,
        Duration timeout,
        double hangsPercent,
        double overloadedPercent,
        int poisonOneIn,
        long seed) {
    /** As many as there are tools in {@link SoakScenario}. */
    static final int CALLS = 8;

    Occupancy occupancy() {
        return new Occupancy(CALLS, delay, hangsPercent / 100, timeout, overloadedPercent / 100);
    }

    double ideal() {
        return occupancy().rate(permits);
    }
}
