package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.util.Collection;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.time.Timers;

/**
 * Puts into the ledger what was paid for a run that is given up. A replay that goes on with the run
 * tells the same calls again, under the same ids. Used on one event loop.
 */
final class UnfinishedBills {
    private final Assembling assembling;
    private final ResultStore store;
    private final Announcer announcer;
    private final Timers timers;

    UnfinishedBills(Assembling assembling, ResultStore store, Announcer announcer, Timers timers) {
        this.assembling = assembling;
        this.store = store;
        this.announcer = announcer;
        this.timers = timers;
    }

    /** Completes when everything that these steps cost is recorded and announced. */
    Future<Void> settle(Run run, Collection<StepResult> steps) {
        Bill bill = assembling.bill(run, steps, timers.now());
        if (bill.costs().isEmpty()) {
            return Future.succeededFuture();
        }
        return store.recordCosts(bill.costs())
                .compose(recorded -> announcer.announce(bill.announcements()));
    }
}
