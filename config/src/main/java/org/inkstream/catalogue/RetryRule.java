package org.inkstream.catalogue;

import java.time.Duration;

/**
 * How often and after which pauses a class of failure is tried again. The pause before retry n is
 * {@code first × factorⁿ⁻¹}, at most {@code ceiling}.
 *
 * @param retries further attempts after the first, zero or more
 * @param first pause before the first retry
 * @param factor by which each pause grows, at least 1
 * @param ceiling longest pause
 */
public record RetryRule(int retries, Duration first, double factor, Duration ceiling) {
    public static final RetryRule NEVER = new RetryRule(0, Duration.ZERO, 1, Duration.ZERO);

    public RetryRule {
        if (retries < 0) {
            throw new IllegalArgumentException("retries must not be negative, got " + retries);
        }
        if (factor < 1) {
            throw new IllegalArgumentException("factor must be at least 1, got " + factor);
        }
    }

    /**
     * @param retry 1 for the first retry
     */
    public Duration pauseBefore(int retry) {
        double nanos = first.toNanos() * Math.pow(factor, retry - 1.0);
        return nanos >= ceiling.toNanos() ? ceiling : Duration.ofNanos((long) nanos);
    }
}
