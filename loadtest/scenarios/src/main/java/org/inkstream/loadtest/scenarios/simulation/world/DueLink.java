package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.inkstream.pipeline.journal.DueStore;

/** What is to be begun later, as one process reaches it. */
final class DueLink implements DueStore {
    private final Incarnation me;
    private final Network network;
    private final DueTable table;

    DueLink(Incarnation me, Network network, DueTable table) {
        this.me = me;
        this.network = network;
        this.table = table;
    }

    @Override
    public Future<Void> put(Entry entry) {
        return network.store(me, Operation.DUE_PUT, entry.id(), () -> table.put(entry)).mapEmpty();
    }

    @Override
    public Future<Boolean> plan(Entry entry) {
        return network.store(me, Operation.DUE_PLAN, entry.id(), () -> table.plan(entry));
    }

    @Override
    public Future<List<Entry>> due(Instant now, int limit) {
        return network.store(me, Operation.DUE_LOOK, "", () -> table.due(now, limit));
    }

    @Override
    public Future<Void> remove(String id) {
        return network.store(me, Operation.DUE_REMOVE, id, () -> table.remove(id)).mapEmpty();
    }
}
