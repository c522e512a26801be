package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import java.util.Map;
import org.inkstream.pipeline.journal.Owner;
import org.inkstream.pipeline.journal.OwnerStore;

/** Who lives, as one process reaches it. */
final class OwnersLink implements OwnerStore {
    private final Incarnation me;
    private final Network network;
    private final Weather weather;
    private final OwnerTable table;

    OwnersLink(Incarnation me, Network network, Weather weather, OwnerTable table) {
        this.me = me;
        this.network = network;
        this.weather = weather;
        this.table = table;
    }

    @Override
    public Future<Owner> register(String name) {
        // Never done late: the name would pass to a process that has died, and its successor would
        // be deposed without knowing until its next beat.
        Weather.Fate fate = weather.ofStore();
        return network.ask(
                me,
                Operation.OWNERS_REGISTER,
                name,
                fate == Weather.Fate.LATE ? Weather.Fate.UNKNOWN : fate,
                () -> table.register(name),
                () -> table.register(name));
    }

    @Override
    public Future<Boolean> beat(Owner owner, long counter) {
        return network.store(
                me, Operation.OWNERS_BEAT, owner.name(), () -> table.beat(owner, counter));
    }

    @Override
    public Future<Map<String, Beat>> beats() {
        return network.store(me, Operation.OWNERS_WATCH, "", table::beats);
    }

    @Override
    public Future<Void> resign(Owner owner) {
        return network.store(me, Operation.OWNERS_RESIGN, owner.name(), () -> table.resign(owner))
                .mapEmpty();
    }
}
