package org.inkstream.loadtest.peers.gpu.http;

import org.inkstream.loadtest.peers.gpu.Chance;
import org.inkstream.loadtest.peers.gpu.FaultOdds;

/**
 * What a simulated server is to be.
 *
 * @param set name of the figures of its card and models, or of the API
 * @param slots pieces of work at a time, for each loaded model; 0 for the set's own number
 * @param port on the loopback; 0 for any free one
 * @param scale how many simulated seconds pass in a real one, 0.1 to 20
 * @param chance of faults and jitter
 * @param lengths of answers
 * @param faults from the beginning
 */
public record ServerPlan(
        EngineKind engine,
        String set,
        int slots,
        int port,
        double scale,
        Chance chance,
        OutputLengths lengths,
        FaultOdds faults) {
    /** Above that, the timers of a small machine are coarser than what they measure. */
    public static final double FASTEST = 20;

    /** Slower than real is for clients that a small machine cannot run fast enough. */
    public static final double SLOWEST = 0.1;

    public ServerPlan {
        if (!engine.sets().contains(set)) {
            throw new IllegalArgumentException(
                    "engine "
                            + engine.word()
                            + " has no set "
                            + set
                            + "; there is "
                            + String.join(", ", engine.sets()));
        }
        if (slots < 0) {
            throw new IllegalArgumentException("slots must not be negative, got " + slots);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, got " + port);
        }
        if (!(scale >= SLOWEST && scale <= FASTEST)) {
            throw new IllegalArgumentException("scale must be 0.1 to 20, got " + scale);
        }
    }

    /** On a free port, with the set's own slots and no faults. */
    public static ServerPlan of(EngineKind engine, String set, double scale, long seed) {
        return new ServerPlan(
                engine,
                set,
                0,
                0,
                scale,
                Chance.seeded(seed),
                OutputLengths.usual(seed),
                FaultOdds.NONE);
    }

    public ServerPlan slots(int number) {
        return new ServerPlan(engine, set, number, port, scale, chance, lengths, faults);
    }

    public ServerPlan port(int other) {
        return new ServerPlan(engine, set, slots, other, scale, chance, lengths, faults);
    }

    public ServerPlan chance(Chance other) {
        return new ServerPlan(engine, set, slots, port, scale, other, lengths, faults);
    }

    public ServerPlan lengths(OutputLengths other) {
        return new ServerPlan(engine, set, slots, port, scale, chance, other, faults);
    }

    public ServerPlan faults(FaultOdds odds) {
        return new ServerPlan(engine, set, slots, port, scale, chance, lengths, odds);
    }
}
