package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.inkstream.pipeline.document.Run;
import org.inkstream.time.Timers;

/** The journal in the store. Not thread-safe: one per event loop. */
public final class StoredJournal implements Journal {
    private final RunStore store;
    private final Lease lease;
    private final Liveness liveness;
    private final RunsInThisProcess runs;
    private final Timers timers;
    private final GroupWriter writer;

    /**
     * @param runs shared by all event loops of the process
     * @param flushWindow how long a change waits for company
     */
    public StoredJournal(
            RunStore store,
            Lease lease,
            Liveness liveness,
            RunsInThisProcess runs,
            Timers timers,
            Duration flushWindow) {
        this.store = store;
        this.lease = lease;
        this.liveness = liveness;
        this.runs = runs;
        this.timers = timers;
        this.writer = new GroupWriter(store, timers, flushWindow);
    }

    @Override
    public Future<Opened> open(Run run, Collection<String> intents) {
        String me = lease.me().id();
        if (!runs.enter(run.id())) {
            return Future.succeededFuture(new Opened.Elsewhere(me));
        }
        // The epoch is new in this process, so the upsert can only ever insert: if anything is
        // stored
        // under this run, even our own write whose answer was lost, it collides and is read
        // instead.
        long epoch = runs.nextEpoch();
        return writer.write(RunForm.opening(run, me, epoch, intents, timers.now()))
                .<Opened>map(created -> new Opened.Mine(fresh(run.id(), epoch, intents)))
                .recover(
                        cause ->
                                cause instanceof RunTakenOver
                                        ? findOut(run.id())
                                        : Future.failedFuture(cause))
                .onComplete(
                        opened -> {
                            if (opened.failed() || !(opened.result() instanceof Opened.Mine)) {
                                runs.leave(run.id());
                            }
                        });
    }

    private Future<Opened> findOut(String runId) {
        return store.read(runId)
                .compose(
                        stored -> {
                            if (stored.isEmpty()) {
                                // Trimmed between our write and our read: it was closed.
                                return Future.succeededFuture(new Opened.Closed());
                            }
                            if (RunForm.isClosed(stored)) {
                                return Future.succeededFuture(new Opened.Closed());
                            }
                            return claim(runId, stored);
                        });
    }

    private Future<Opened> claim(String runId, JsonObject stored) {
        Owner holder = RunForm.owner(stored);
        boolean ours = holder.equals(lease.me());
        if (!ours && !liveness.isDead(holder)) {
            return Future.succeededFuture(new Opened.Elsewhere(holder.id()));
        }
        return store.takeOver(runId, holder.id(), RunForm.epoch(stored), lease.me().id())
                .map(
                        taken ->
                                taken.isEmpty()
                                        ? new Opened.Elsewhere(holder.id())
                                        : new Opened.Mine(resumed(runId, taken)));
    }

    private OpenRun fresh(String runId, long epoch, Collection<String> intents) {
        return new JournalledRun(
                runId,
                lease,
                epoch,
                List.of(),
                Set.copyOf(intents),
                false,
                store,
                writer,
                runs,
                timers);
    }

    private OpenRun resumed(String runId, JsonObject stored) {
        return new JournalledRun(
                runId,
                lease,
                RunForm.epoch(stored),
                RunForm.results(stored),
                RunForm.intended(stored),
                true,
                store,
                writer,
                runs,
                timers);
    }
}
