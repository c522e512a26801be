package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;

/**
 * A model on a card.
 *
 * @param name as the server names it
 * @param weightsGiB of memory that the weights take
 * @param kvKiBPerToken of memory that a token of context takes
 * @param step of a decode iteration by batch size
 * @param prefillTokensPerSecond with nothing else in the batch
 * @param load from disk until it can be used
 */
public record ModelSpec(
        String name,
        double weightsGiB,
        double kvKiBPerToken,
        Curve step,
        double prefillTokensPerSecond,
        Duration load) {
    private static final double KIB_PER_GIB = 1024.0 * 1024.0;

    public ModelSpec {
        if (!(prefillTokensPerSecond > 0) || !(weightsGiB > 0) || kvKiBPerToken < 0) {
            throw new IllegalArgumentException(
                    "weights and prefill of " + name + " must be positive");
        }
    }

    /** Memory with a context of so many tokens, all slots together. */
    double gib(long contextTokens) {
        return weightsGiB + kvKiBPerToken * contextTokens / KIB_PER_GIB;
    }
}
