package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.pipeline.journal.RunStore;

/** Hears which results a process was told are durable. */
record ToldResults(RunStore next, Bills bills) implements RunStore {
    @Override
    public Future<List<Outcome>> write(List<Write> writes) {
        return next.write(writes).onSuccess(outcomes -> heard(writes, outcomes));
    }

    private void heard(List<Write> writes, List<Outcome> outcomes) {
        for (int index = 0; index < writes.size(); index++) {
            if (outcomes.get(index) == Outcome.KEPT) {
                Write write = writes.get(index);
                write.set().fieldNames().forEach(path -> heard(write.runId(), path));
            }
        }
    }

    private void heard(String runId, String path) {
        if (path.startsWith("steps.") && path.endsWith(".result")) {
            bills.keptResult(runId, path.substring("steps.".length(), path.lastIndexOf('.')));
        }
    }

    @Override
    public Future<JsonObject> read(String runId) {
        return next.read(runId);
    }

    @Override
    public Future<JsonObject> takeOver(Claim claim) {
        return next.takeOver(claim);
    }
}
