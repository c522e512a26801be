package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.inkstream.pipeline.journal.Owner;
import org.inkstream.pipeline.journal.OwnerStore.Beat;

/** The {@code owners} collection. */
final class OwnerTable {
    private final Map<String, Beat> beats = new LinkedHashMap<>();

    Owner register(String name) {
        Beat before = beats.get(name);
        long incarnation = before == null ? 1 : before.incarnation() + 1;
        beats.put(name, new Beat(incarnation, 0, false));
        return new Owner(name, incarnation);
    }

    boolean beat(Owner owner, long counter) {
        Beat held = beats.get(owner.name());
        if (held == null || held.incarnation() != owner.incarnation()) {
            return false;
        }
        beats.put(owner.name(), new Beat(held.incarnation(), counter, held.resigned()));
        return true;
    }

    boolean resign(Owner owner) {
        Beat held = beats.get(owner.name());
        if (held == null || held.incarnation() != owner.incarnation()) {
            return false;
        }
        beats.put(owner.name(), new Beat(held.incarnation(), held.counter(), true));
        return true;
    }

    Map<String, Beat> beats() {
        return new HashMap<>(beats);
    }
}
