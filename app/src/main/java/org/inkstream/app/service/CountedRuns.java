package org.inkstream.app.service;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import org.inkstream.metrics.StoreMetrics;
import org.inkstream.pipeline.journal.RunStore;

/** Counts how many runs the journal's bundled writes change, and how many of them were lost. */
final class CountedRuns implements RunStore {
    private final RunStore runs;
    private final StoreMetrics metrics;

    CountedRuns(RunStore runs, StoreMetrics metrics) {
        this.runs = runs;
        this.metrics = metrics;
    }

    @Override
    public Future<List<Outcome>> write(List<Write> writes) {
        return runs.write(writes)
                .onSuccess(
                        outcomes -> {
                            metrics.journalWritten(writes.size());
                            metrics.journalFenced(Collections.frequency(outcomes, Outcome.LOST));
                        });
    }

    @Override
    public Future<JsonObject> read(String runId) {
        return runs.read(runId);
    }

    @Override
    public Future<JsonObject> takeOver(Claim claim) {
        return runs.takeOver(claim);
    }
}
