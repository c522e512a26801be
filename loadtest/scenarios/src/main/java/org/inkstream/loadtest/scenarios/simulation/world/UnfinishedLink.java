package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.inkstream.pipeline.journal.UnfinishedRuns;

/** Runs that have not come to their end, as one process reaches them: all in one slice. */
record UnfinishedLink(Incarnation me, Network network, JournalTable table)
        implements UnfinishedRuns {
    @Override
    public int slices() {
        return 1;
    }

    @Override
    public Future<List<Run>> unfinished(int slice, Instant openedBefore) {
        return network.store(
                me, Operation.JOURNAL_UNFINISHED, "", () -> table.unfinished(openedBefore));
    }
}
