package org.inkstream.agents.gateway.schedule;

import java.time.Duration;

/**
 * How long a slot is kept free for a document of which more calls are announced. It learns whether
 * they come: where announced calls ask no model of this endpoint, waiting for them is a waste.
 */
final class Linger {
    private static final double WEIGHT = 0.1;
    private static final double FIRST_GUESS = 0.5;
    private static final double WORTH_IT = 0.25;
    private static final int TRY_ONE_OF = 16;

    private final long nanos;
    private double comes = FIRST_GUESS;
    private int skipped;

    Linger(Duration longest) {
        this.nanos = longest.toNanos();
    }

    /** How long to wait this time, zero if not at all. */
    long forThisOne() {
        if (comes >= WORTH_IT) {
            return nanos;
        }
        skipped = (skipped + 1) % TRY_ONE_OF;
        return skipped == 0 ? nanos : 0;
    }

    void came(boolean inTime) {
        comes += WEIGHT * ((inTime ? 1 : 0) - comes);
    }
}
