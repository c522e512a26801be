package org.inkstream.loadtest.scenarios.chaos;

import java.time.Duration;

/**
 * What a chaos run is to be.
 *
 * @param length of the faults; settling comes on top
 * @param seed of the schedule
 * @param lettersPerSecond published all the time
 * @param delay from a call to the agent's answer
 * @param suspension how long a worker is stopped with SIGSTOP
 * @param gap between two faults, on average
 * @param leastKills processes killed with kill -9, at least
 * @param settling how long everything may take to come to its end after the last fault
 */
record ChaosPlan(
        Duration length,
        long seed,
        double lettersPerSecond,
        Duration delay,
        Duration suspension,
        Duration gap,
        int leastKills,
        Duration settling) {
    ChaosPlan {
        if (length.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("length must be at least 10 s, got " + length);
        }
        if (lettersPerSecond <= 0) {
            throw new IllegalArgumentException(
                    "lettersPerSecond must be above zero, got " + lettersPerSecond);
        }
    }
}
