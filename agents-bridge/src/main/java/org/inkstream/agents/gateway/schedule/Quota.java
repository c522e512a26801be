package org.inkstream.agents.gateway.schedule;

/**
 * What is left of one limit of a remote API: as it said last, less what was sent since, plus what
 * came back.
 *
 * @param limit when nothing of it is used
 * @param remaining at most the limit; negative if more was sent than is thought to be left, as what
 *     is sent is guessed too high
 */
public record Quota(long limit, double remaining) {
    /** The used share of the limit, 0 to 1. */
    public double used() {
        return limit == 0 ? 1 : Math.min(1, 1 - remaining / (double) limit);
    }

    /** Whole units that are left, 0 or more. */
    public long left() {
        return (long) Math.max(0, Math.floor(remaining));
    }
}
