package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers the first invariant that was broken. */
final class Witness {
    private @Nullable Violation first;

    void broken(String invariant, String what) {
        if (first == null) {
            first = new Violation(invariant, what);
        }
    }

    void holds(boolean claim, String invariant, String whatIfNot) {
        if (!claim) {
            broken(invariant, whatIfNot);
        }
    }

    boolean sawOne() {
        return first != null;
    }

    Optional<Violation> first() {
        return Optional.ofNullable(first);
    }
}
