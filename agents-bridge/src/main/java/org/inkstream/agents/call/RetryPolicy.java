package org.inkstream.agents.call;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.inkstream.catalogue.RetryRule;
import org.inkstream.catalogue.ToolCatalogue;

/** Says whether and when a failed call is asked again, from the class of its last failure. */
final class RetryPolicy {
    /** An agent that wants to be left alone for longer than this is not waited for. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final ToolCatalogue catalogue;
    private final RandomGenerator jitter;

    RetryPolicy(ToolCatalogue catalogue, RandomGenerator jitter) {
        this.catalogue = catalogue;
        this.jitter = jitter;
    }

    /**
     * The pause before the next retry: half to all of what the rule says, or what the agent asked
     * for and up to a tenth more. Retries of all classes count together against the rule of the
     * last failure.
     *
     * @param retry 1 for the first retry
     * @return empty if there is to be no further attempt
     */
    Optional<Duration> pauseBefore(int retry, CallFailure failure) {
        RetryRule rule = catalogue.retry(failure.errorClass());
        if (retry > rule.retries() || failure.retryAfter().compareTo(LONGEST_WAIT) > 0) {
            return Optional.empty();
        }
        return Optional.of(
                failure.retryAfter().isZero()
                        ? scaled(rule.pauseBefore(retry), 0.5, 1)
                        : scaled(failure.retryAfter(), 1, 1.1));
    }

    private Duration scaled(Duration pause, double from, double to) {
        return Duration.ofNanos((long) (pause.toNanos() * jitter.nextDouble(from, to)));
    }
}
