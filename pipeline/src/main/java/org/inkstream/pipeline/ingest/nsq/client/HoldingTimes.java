package org.inkstream.pipeline.ingest.nsq.client;

import java.time.Duration;

/**
 * How long messages of one connection may be held, in nanoseconds of the monotonic clock.
 *
 * @param timeoutNanos from the delivery or the last touch
 * @param longestNanos from the delivery, however often it is touched
 */
record HoldingTimes(long timeoutNanos, long longestNanos) {
    private static final long LONGEST_MARGIN = Duration.ofSeconds(2).toNanos();

    static HoldingTimes of(NsqdTerms terms) {
        return new HoldingTimes(
                terms.messageTimeout().toNanos(), terms.maxMessageTimeout().toNanos());
    }

    /** When nsqd delivers again what is touched, or was delivered, now. */
    long deadline(long nowNanos, long lastNanos) {
        long deadline = nowNanos + timeoutNanos;
        return deadline - lastNanos > 0 ? lastNanos : deadline;
    }

    long halfNanos() {
        return timeoutNanos / 2;
    }

    /**
     * How long before the end a message is given up. nsqd's clock runs since it wrote the message
     * into its buffer, which it may keep for 250 ms, and our word needs its time too.
     */
    long marginNanos() {
        return Math.min(timeoutNanos / 4, LONGEST_MARGIN);
    }

    /** Messages that are due within this time are looked after in one go. */
    long slackNanos() {
        return timeoutNanos / 16;
    }
}
