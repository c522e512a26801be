package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;

/** The values of the {@code anthropic-ratelimit-*} headers. */
public record ApiLimits(Limit requests, Limit inputTokens, Limit outputTokens) {
    /**
     * One of them.
     *
     * @param limit per minute
     * @param remaining now
     * @param reset how long until it is full again
     */
    public record Limit(long limit, long remaining, Duration reset) {}
}
