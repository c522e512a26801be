package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.inkstream.pipeline.journal.ReuseStore;

/** Which run read which text last, as one process reaches it. */
record ReuseLink(Incarnation me, Network network, Map<String, String> runOfText)
        implements ReuseStore {
    @Override
    public Future<Map<String, String>> find(Collection<String> textHashes) {
        return network.store(me, Operation.REUSE_FIND, "", () -> known(textHashes));
    }

    private Map<String, String> known(Collection<String> textHashes) {
        Map<String, String> known = new HashMap<>(runOfText);
        known.keySet().retainAll(textHashes);
        return known;
    }

    @Override
    public Future<Void> put(Collection<Pointer> pointers) {
        return network.store(me, Operation.REUSE_PUT, "", () -> keep(pointers)).mapEmpty();
    }

    private boolean keep(Collection<Pointer> pointers) {
        pointers.forEach(one -> runOfText.put(one.textHash(), one.runId()));
        return true;
    }
}
