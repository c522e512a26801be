package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Pointers in memory. */
public final class MemoryReuseStore implements ReuseStore {
    public final Map<String, Pointer> pointers = new HashMap<>();
    public int finds;
    public boolean reachable = true;

    @Override
    public Future<Map<String, String>> find(Collection<String> textHashes) {
        finds++;
        if (!reachable) {
            return Future.failedFuture("the store is out of reach");
        }
        Map<String, String> found = new HashMap<>();
        textHashes.forEach(
                hash -> {
                    Pointer known = pointers.get(hash);
                    if (known != null) {
                        found.put(hash, known.runId());
                    }
                });
        return Future.succeededFuture(found);
    }

    @Override
    public Future<Void> put(Collection<Pointer> added) {
        added.forEach(one -> pointers.put(one.textHash(), one));
        return Future.succeededFuture();
    }
}
