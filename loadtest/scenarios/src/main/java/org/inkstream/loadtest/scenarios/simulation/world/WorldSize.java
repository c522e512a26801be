package org.inkstream.loadtest.scenarios.simulation.world;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How large a world may be, and what may go wrong in it.
 *
 * @param documents most letters, at least 1
 * @param tools of each letter, at least 1
 * @param processes most that live at one time, at least 1
 * @param faults what may go wrong
 * @param faultSpan how long things may go wrong at most
 */
public record WorldSize(
        int documents, int tools, int processes, Set<Fault> faults, Duration faultSpan) {
    /** What fits many thousand times into a build. */
    public static final WorldSize SMALL =
            new WorldSize(6, 5, 3, EnumSet.allOf(Fault.class), Duration.ofSeconds(15));

    public WorldSize {
        faults = Set.copyOf(faults);
        requirePositive("documents", documents);
        requirePositive("tools", tools);
        requirePositive("processes", processes);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
    }
}
