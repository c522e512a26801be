package org.inkstream.pipeline.ingest.nsq;

import java.time.Duration;
import org.inkstream.catalogue.RetryRule;

/**
 * How long a message stays away that could not be accepted: longer each time that it was delivered,
 * so that what keeps failing comes seldom.
 */
final class Pauses {
    private static final RetryRule HERE =
            new RetryRule(Integer.MAX_VALUE, Duration.ofSeconds(1), 2, Duration.ofSeconds(60));
    private static final Duration FAILURE = Duration.ofSeconds(5);
    private static final Duration LONGEST_FAILURE = Duration.ofMinutes(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private Pauses() {}

    /** Before it is shown again, where it was to be tried later: at most a minute. */
    static Duration later(Duration wanted, int attempts) {
        return growing(wanted, attempts, LONGEST_WAIT);
    }

    /** Before it is shown to others, where this process could not work on it: at most 5 minutes. */
    static Duration failed(int attempts) {
        return growing(FAILURE, attempts, LONGEST_FAILURE);
    }

    /** Before this process itself tries it again: at most a minute. */
    static Duration here(int failures) {
        return HERE.pauseBefore(failures);
    }

    private static Duration growing(Duration pause, int attempts, Duration longest) {
        Duration growing = pause.multipliedBy(attempts);
        return growing.compareTo(longest) < 0 ? growing : longest;
    }
}
