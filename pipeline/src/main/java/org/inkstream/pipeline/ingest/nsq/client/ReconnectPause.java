package org.inkstream.pipeline.ingest.nsq.client;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.inkstream.catalogue.RetryRule;

/**
 * How long one host is left alone before it is connected again: a second, then twice as long each
 * time up to a minute, shortened at random by up to half, so that not everybody comes back at once.
 * A host that was reached is not left alone for longer than {@link #AFTER_GREETING}, however often
 * its connections end; one whose connection lasted begins anew. Not thread-safe: one per host.
 */
final class ReconnectPause {
    /** A connection that lived so long was a good one: only a network that flaps ends it sooner. */
    static final Duration GOOD_LIFE = Duration.ofSeconds(10);

    /** So that a network that flaps is used for a good part of the time in which it works. */
    static final Duration AFTER_GREETING = Duration.ofSeconds(8);

    private static final RetryRule PAUSES =
            new RetryRule(Integer.MAX_VALUE, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

    /** With so many failures in a row the pause is {@link #AFTER_GREETING}. */
    private static final int MOST_AFTER_GREETING = 4;

    private final RandomGenerator random;
    private int inARow;

    ReconnectPause(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param lived how long the connection was of use before it ended; zero where none came about
     */
    Duration next(Duration lived) {
        if (lived.compareTo(GOOD_LIFE) >= 0) {
            inARow = 0;
        }
        inARow++;
        if (!lived.isZero()) {
            inARow = Math.min(inARow, MOST_AFTER_GREETING);
        }
        return Jitter.halfToAll(PAUSES.pauseBefore(inARow), random);
    }
}
