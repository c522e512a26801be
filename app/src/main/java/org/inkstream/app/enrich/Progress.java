package org.inkstream.app.enrich;

import java.time.Duration;

/**
 * How far the command is.
 *
 * @param total letters and refused files together
 * @param enriched including those that an earlier run of the command had finished
 * @param resumed how many of {@code enriched} an earlier run had finished
 * @param running published and not finished
 * @param failed refused or given up
 * @param elapsed since letters were first published
 */
record Progress(int total, int enriched, int resumed, int running, int failed, Duration elapsed) {
    int ended() {
        return enriched + failed;
    }

    /** Letters finished per second by this run of the command, 0 while nobody can tell. */
    double rate() {
        double seconds = elapsed.toMillis() / 1000.0;
        return seconds <= 0 ? 0 : (enriched - resumed) / seconds;
    }

    /** How long the rest will take at this rate; zero if it is not known. */
    Duration left() {
        double rate = rate();
        return rate <= 0
                ? Duration.ZERO
                : Duration.ofMillis(Math.round((total - ended()) / rate * 1000));
    }
}
