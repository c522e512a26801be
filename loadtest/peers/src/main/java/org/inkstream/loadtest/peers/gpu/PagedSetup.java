package org.inkstream.loadtest.peers.gpu;

/**
 * A vLLM or SGLang server: one model, always loaded.
 *
 * @param model that it serves
 * @param maxSequences that run together
 * @param kvTokens that the cache holds
 * @param chunk tokens of prompts that an iteration reads
 * @param policy of the waiting line
 */
public record PagedSetup(
        ModelSpec model, int maxSequences, int kvTokens, int chunk, Policy policy) {
    /** Who is let in next. */
    public enum Policy {
        /** First come, first served. */
        FCFS,
        /** Lower priority numbers first, and preempted last. */
        PRIORITY,
        /**
         * The longest cached prefix first, while at most 128 wait; whoever shares the prefix of one
         * that is being read waits for it (SGLang).
         */
        LPM
    }

    public PagedSetup {
        if (maxSequences < 1 || kvTokens < Prompt.BLOCK || chunk < 1) {
            throw new IllegalArgumentException(
                    "sequences, cache and chunk must be positive, got "
                            + maxSequences
                            + ", "
                            + kvTokens
                            + ", "
                            + chunk);
        }
    }

    int blocks() {
        return kvTokens / Prompt.BLOCK;
    }

    public PagedSetup policy(Policy other) {
        return new PagedSetup(model, maxSequences, kvTokens, chunk, other);
    }

    public PagedSetup maxSequences(int number) {
        return new PagedSetup(model, number, kvTokens, chunk, policy);
    }

    public PagedSetup kvTokens(int tokens) {
        return new PagedSetup(model, maxSequences, tokens, chunk, policy);
    }
}
