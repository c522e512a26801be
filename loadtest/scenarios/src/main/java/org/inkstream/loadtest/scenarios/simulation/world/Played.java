package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.Optional;

/**
 * How a world ended.
 *
 * @param traceHash the same for the same seed
 * @param violation the first invariant that did not hold
 * @param virtualNanos how long it lasted, in its own time
 */
public record Played(
        long seed,
        long traceHash,
        long events,
        long virtualNanos,
        Optional<Violation> violation,
        Counts counts) {

    /**
     * What happened in it.
     *
     * @param records accepted
     * @param enriched versions of letters
     * @param lives of processes
     * @param repeated answers that were paid for although the question had been answered before
     */
    public record Counts(
            long records, long enriched, long buried, long lives, long calls, long repeated) {
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        public Counts plus(Counts other) {
            return new Counts(
                    records + other.records,
                    enriched + other.enriched,
                    buried + other.buried,
                    lives + other.lives,
                    calls + other.calls,
                    repeated + other.repeated);
        }
    }
}
