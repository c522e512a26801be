package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.inkstream.pipeline.journal.DueStore;

/** Passes everything on; a broken domain overrides what it does otherwise. */
class PassedOnDue implements DueStore {
    private final DueStore honest;

    PassedOnDue(DueStore honest) {
        this.honest = honest;
    }

    @Override
    public Future<Void> put(Entry entry) {
        return honest.put(entry);
    }

    @Override
    public Future<Boolean> plan(Entry entry) {
        return honest.plan(entry);
    }

    @Override
    public Future<List<Entry>> due(Instant now, int limit) {
        return honest.due(now, limit);
    }

    @Override
    public Future<Void> remove(String id) {
        return honest.remove(id);
    }
}
