package org.inkstream.pipeline.jobs;

import java.time.Duration;
import java.time.Instant;
import org.inkstream.money.Money;

/**
 * How far a job was at one time.
 *
 * @param counts of its letters
 * @param perMinute letters that ended in a minute lately; zero if none did
 * @param cost what is known of the cost of its calls so far
 * @param unknownCosts calls whose cost nobody knows: {@code cost} is at least that much too low
 * @param at when it was counted
 */
public record Progress(Counts counts, double perMinute, Money cost, int unknownCosts, Instant at) {
    public static final Progress NONE = new Progress(Counts.NONE, 0, Money.ZERO, 0, Instant.EPOCH);

    /** How long the rest takes at this rate; zero if nobody can say, or nothing is left. */
    public Duration left() {
        return perMinute <= 0
                ? Duration.ZERO
                : Duration.ofSeconds(Math.round(counts.waiting() / perMinute * 60));
    }
}
