package org.inkstream.agents.gateway;

import java.time.Duration;

/** Guesses when an endpoint that has too much to do will have less. Not thread-safe. */
final class ServiceTime {
    private static final double WEIGHT = 0.2;
    private static final Duration FIRST_GUESS = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private double typicalMs = FIRST_GUESS.toMillis();

    void took(Duration one) {
        typicalMs += WEIGHT * (one.toMillis() - typicalMs);
    }

    /** About when half of those that wait will have had their turn. */
    Duration untilRoom(int waiting, int limit) {
        Duration guess = Duration.ofMillis((long) (typicalMs * (waiting + 1) / (2.0 * limit)));
        if (guess.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return guess.compareTo(LONGEST) > 0 ? LONGEST : guess;
    }
}
