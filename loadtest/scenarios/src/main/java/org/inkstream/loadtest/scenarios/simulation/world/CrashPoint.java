package org.inkstream.loadtest.scenarios.simulation.world;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.loadtest.scenarios.simulation.world.Operation.Moment;

/**
 * A named place where a process may die.
 *
 * @param label such as {@code journal.open:before}
 * @param index of the place among all
 */
public record CrashPoint(String label, int index) {
    private static final Map<Operation, Map<Moment, CrashPoint>> BY_PLACE =
            new EnumMap<>(Operation.class);
    private static final List<CrashPoint> ALL = new ArrayList<>();

    static {
        for (Operation operation : Operation.values()) {
            Map<Moment, CrashPoint> places = new EnumMap<>(Moment.class);
            for (Moment moment : Moment.values()) {
                if (operation.has(moment)) {
                    String label = operation.wireName() + ":" + moment.wireName();
                    CrashPoint place = new CrashPoint(label, ALL.size());
                    places.put(moment, place);
                    ALL.add(place);
                }
            }
            BY_PLACE.put(operation, places);
        }
    }

    /** Every place there is, in a fixed order. */
    public static List<CrashPoint> all() {
        return List.copyOf(ALL);
    }

    /**
     * What must go wrong, and often, so that enough processes come here to die; empty for places
     * that are passed in any world.
     */
    Set<Fault> ledToBy() {
        // Offsets are committed at once only where a partition is given up.
        return requireNonNull(BY_PLACE.get(Operation.COMMIT_NOW)).containsValue(this)
                ? Set.of(Fault.KILL, Fault.LEAVE)
                : Set.of();
    }

    static CrashPoint of(Operation operation, Moment moment) {
        return requireNonNull(requireNonNull(BY_PLACE.get(operation)).get(moment));
    }
}
