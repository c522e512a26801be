package org.inkstream.loadtest.scenarios.recovery;

import java.time.Duration;

/**
 * Who plays in a {@link Scene}.
 *
 * @param letters to enrich
 * @param delay from a call to the agent's answer
 * @param inFlight letters in the air in each worker
 * @param tools as in the setting {@code workflow.tools}
 * @param keyed whether the agent honours idempotency keys
 */
record Cast(int letters, Duration delay, int inFlight, String tools, boolean keyed) {
    Cast {
        if (letters < 1 || inFlight < 1) {
            throw new IllegalArgumentException(
                    "letters and inFlight must be at least 1, got %d and %d"
                            .formatted(letters, inFlight));
        }
    }
}
