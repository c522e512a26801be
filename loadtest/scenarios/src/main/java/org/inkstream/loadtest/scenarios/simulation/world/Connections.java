package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.HashSet;
import java.util.Set;
import org.inkstream.pipeline.journal.RunStore;

/**
 * Sees that one process never says of more calls that they are made than it has connections to make
 * them on, so that its death leaves no more unknown outcomes than calls in the air.
 */
final class Connections {
    private final int most;
    private final Incarnation me;
    private final Witness witness;

    /** Steps that are said to be called, and are not yet. */
    private final Set<String> announced = new HashSet<>();

    private int inTheAir;

    /**
     * @param most calls that may be in the air at once
     */
    Connections(int most, Incarnation me, Witness witness) {
        this.most = most;
        this.me = me;
        this.witness = witness;
    }

    /** A write has come to the store and was kept. */
    void kept(RunStore.Write write) {
        if (me.gone()) {
            return;
        }
        write.set()
                .forEach(
                        one -> {
                            if (one.getKey().endsWith(".intent")) {
                                announce(write.runId() + one.getKey(), one.getValue());
                            }
                        });
    }

    private void announce(String step, Object stands) {
        if (Boolean.TRUE.equals(stands)) {
            announced.add(step);
        } else {
            announced.remove(step);
        }
        witness.holds(
                announced.size() + inTheAir <= most,
                "I2",
                "%s has %d connections and says of %d calls that they are made, beside %d"
                        .formatted(me.name(), most, announced.size(), inTheAir));
    }

    void dispatched(String runId, String tool) {
        announced.remove(runId + "steps." + tool + ".intent");
        inTheAir++;
    }

    void ended() {
        inTheAir--;
    }
}
