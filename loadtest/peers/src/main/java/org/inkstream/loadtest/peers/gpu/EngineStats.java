package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.List;

/**
 * What an engine has done since it began.
 *
 * @param wall simulated time since it began
 * @param busy of it, with tokens read or written
 * @param load of it, with nothing but models loaded and unloaded
 * @param idle of it, the rest
 * @param readTokens of prompts that were read, again after preemptions too
 * @param hitTokens of prompts that were found in a cache
 * @param promptTokens of all prompts that were begun
 * @param writtenTokens of answers, also of those that did not come to their end
 * @param submitted pieces of work
 * @param finished of these, with an answer
 * @param rejected with an error status
 * @param broken by faults
 * @param cancelled by the client
 * @param waiting now
 * @param running now
 * @param loads of models
 * @param evictions of models
 * @param preemptions of sequences because the cache was full
 * @param kvUsage share of the cache that is in use now, 0 where there is none
 * @param utilisationSpan the width of each of the samples that follow
 * @param utilisation share of busy time in each span
 */
public record EngineStats(
        Duration wall,
        Duration busy,
        Duration load,
        Duration idle,
        long readTokens,
        long hitTokens,
        long promptTokens,
        long writtenTokens,
        long submitted,
        long finished,
        long rejected,
        long broken,
        long cancelled,
        int waiting,
        int running,
        int loads,
        int evictions,
        int preemptions,
        double kvUsage,
        Duration utilisationSpan,
        List<Double> utilisation) {
    public EngineStats {
        utilisation = List.copyOf(utilisation);
    }

    /** How often the loaded model changed. */
    public int swaps() {
        return Math.max(0, loads - 1);
    }

    /** Share of prompt tokens that were found in a cache. */
    public double hitRate() {
        return promptTokens == 0 ? 0 : (double) hitTokens / promptTokens;
    }
}
