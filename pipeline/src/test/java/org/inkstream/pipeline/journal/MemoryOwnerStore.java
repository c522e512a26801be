package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** Owners in memory; a test can cut it off. */
public final class MemoryOwnerStore implements OwnerStore {
    public final Map<String, Beat> beats = new HashMap<>();
    private boolean reachable = true;

    public void reachable(boolean now) {
        reachable = now;
    }

    @Override
    public Future<Owner> register(String name) {
        Beat before = beats.getOrDefault(name, new Beat(0, 0, 0));
        Beat now = new Beat(before.incarnation() + 1, 0, before.left());
        beats.put(name, now);
        return Future.succeededFuture(new Owner(name, now.incarnation()));
    }

    @Override
    public Future<Boolean> beat(Owner owner, long counter) {
        if (!reachable) {
            return Future.failedFuture("the store is out of reach");
        }
        boolean mine = beats.get(owner.name()).incarnation() == owner.incarnation();
        if (mine) {
            long left = beats.get(owner.name()).left();
            beats.put(owner.name(), new Beat(owner.incarnation(), counter, left));
        }
        return Future.succeededFuture(mine);
    }

    @Override
    public Future<Map<String, Beat>> beats() {
        return reachable
                ? Future.succeededFuture(Map.copyOf(beats))
                : Future.failedFuture("the store is out of reach");
    }

    @Override
    public Future<Void> resign(Owner owner) {
        Beat last = beats.get(owner.name());
        beats.put(owner.name(), new Beat(last.incarnation(), last.counter(), true));
        return Future.succeededFuture();
    }
}
