package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;

/**
 * What an answer took, in simulated time, one part after the other.
 *
 * @param load waiting for the model and loading it
 * @param queued waiting for a place
 * @param prefill reading the prompt
 * @param decode writing the answer, and what was read again after a preemption
 * @param promptTokens all that went in
 * @param cachedTokens of these, read from a cache
 * @param writtenTokens of these, written to a paid cache
 * @param outputTokens that came out
 */
public record Figures(
        Duration load,
        Duration queued,
        Duration prefill,
        Duration decode,
        int promptTokens,
        int cachedTokens,
        int writtenTokens,
        int outputTokens) {
    public Duration total() {
        return load.plus(queued).plus(prefill).plus(decode);
    }
}
