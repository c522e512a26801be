package org.inkstream.loadtest.scenarios.soak;

import java.time.Duration;

/**
 * How long a letter keeps its permit, and so how many letters a second are possible.
 *
 * <p>All calls of a letter begin together, because none needs another's result. Each is answered
 * after {@code delay}; with probability {@code hangs} it is never answered and given up after
 * {@code timeout}; with probability {@code refused} it is refused at once. A call that was given up
 * or refused is tried again after a pause that is longer than {@code workflow.parkAfter}, so the
 * letter is parked as soon as its other calls have ended, and goes on later beside the letters that
 * hold permits. The permit is therefore held for the longest first attempt:
 *
 * <pre>
 *   P(some call hangs)       = 1 − (1 − hangs)^calls                                    = A
 *   P(all calls are refused) = refused^calls                                            = B
 *   mean occupancy           = A · timeout + (1 − A − B) · delay + B · 0
 *   letters a second         = permits / mean occupancy
 * </pre>
 *
 * What the pipeline itself takes, to journal, save and announce, is not in it: that is what the
 * measured rate may fall short by.
 *
 * @param calls of a letter, none of which needs another
 * @param delay from a call to its answer
 * @param hangs share of the calls that are never answered
 * @param timeout after which those are given up, longer than the delay
 * @param refused share of the calls that are refused at once
 */
record Occupancy(int calls, Duration delay, double hangs, Duration timeout, double refused) {
    Occupancy {
        if (timeout.compareTo(delay) < 0) {
            throw new IllegalArgumentException(
                    "the timeout must not be shorter than the delay, got " + timeout);
        }
    }

    /** Of a letter that holds a permit. */
    Duration mean() {
        double someHangs = 1 - Math.pow(1 - hangs, calls);
        double allRefused = Math.pow(refused, calls);
        double nanos =
                someHangs * timeout.toNanos() + (1 - someHangs - allRefused) * delay.toNanos();
        return Duration.ofNanos(Math.round(nanos));
    }

    /**
     * Letters a second.
     *
     * @param permits letters in the air at once
     */
    double rate(int permits) {
        return permits * 1e9 / mean().toNanos();
    }
}
