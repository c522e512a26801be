package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.Map;

/**
 * A paid API such as Claude's.
 *
 * @param minimumPrefix the fewest tokens that are cached, by model; also the list of models
 * @param requestsPerMinute of the organisation
 * @param inputTokensPerMinute without those read from the cache
 * @param outputTokensPerMinute with {@code max_tokens} reserved until an answer has ended
 * @param untilFirstToken of an answer
 * @param outputTokensPerSecond of one answer
 * @param overloaded the share of requests that is turned down with 529
 * @param cacheLife how long a prefix is kept after its last use
 */
public record ApiSetup(
        Map<String, Integer> minimumPrefix,
        int requestsPerMinute,
        int inputTokensPerMinute,
        int outputTokensPerMinute,
        Duration untilFirstToken,
        double outputTokensPerSecond,
        double overloaded,
        Duration cacheLife) {
    public ApiSetup {
        minimumPrefix = Map.copyOf(minimumPrefix);
        if (requestsPerMinute < 1 || inputTokensPerMinute < 1 || outputTokensPerMinute < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
        if (!(outputTokensPerSecond > 0) || !(overloaded >= 0 && overloaded <= 1)) {
            throw new IllegalArgumentException(
                    "rate must be positive and overloaded a share, got "
                            + outputTokensPerSecond
                            + " and "
                            + overloaded);
        }
    }

    public ApiSetup overloaded(double share) {
        return new ApiSetup(
                minimumPrefix,
                requestsPerMinute,
                inputTokensPerMinute,
                outputTokensPerMinute,
                untilFirstToken,
                outputTokensPerSecond,
                share,
                cacheLife);
    }

    public ApiSetup limits(int requests, int inputTokens, int outputTokens) {
        return new ApiSetup(
                minimumPrefix,
                requests,
                inputTokens,
                outputTokens,
                untilFirstToken,
                outputTokensPerSecond,
                overloaded,
                cacheLife);
    }
}
