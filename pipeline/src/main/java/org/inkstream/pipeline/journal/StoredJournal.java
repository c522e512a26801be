package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
        return store.read(runId).compose(stored -> look(runId, stored));
    }

    private Future<Opened> look(String runId, JsonObject stored) {
        // One that is gone was trimmed between our write and our read: it was closed.
        if (stored.isEmpty() || RunForm.isClosed(stored)) {
            return Future.succeededFuture(new Opened.Closed());
        }
        if (RunForm.isParked(stored)) {
            return Future.succeededFuture(new Opened.Parked(RunForm.dueAt(stored)));
        }
        if (RunForm.isDead(stored)) {
            return Future.succeededFuture(new Opened.Dead(RunForm.reason(stored)));
        }
        Owner holder = RunForm.owner(stored);
        return claim(runId, stored)
                .map(
                        taken ->
                                taken.isEmpty()
                                        ? new Opened.Elsewhere(holder.id())
                                        : new Opened.Mine(resumed(runId, taken)));
    }

    @Override
    public Future<Resumed> resume(String runId) {
        if (!runs.enter(runId)) {
            return Future.succeededFuture(new Resumed.Elsewhere(lease.me().id()));
        }
        return store.read(runId)
                .compose(stored -> goOn(runId, stored))
                .onComplete(
                        found -> {
                            if (found.failed() || !(found.result() instanceof Resumed.Mine)) {
                                runs.leave(runId);
                            }
                        });
    }

    private Future<Resumed> goOn(String runId, JsonObject stored) {
        if (stored.isEmpty() || RunForm.isClosed(stored) || RunForm.isDead(stored)) {
            return Future.succeededFuture(new Resumed.Over());
        }
        Owner holder = RunForm.owner(stored);
        return claim(runId, stored)
                .map(
                        taken ->
                                taken.isEmpty()
                                        ? new Resumed.Elsewhere(holder.id())
                                        : new Resumed.Mine(
                                                RunForm.event(taken),
                                                event -> RunForm.run(taken, event),
                                                resumed(runId, taken)));
    }

    /** The run as it is ours now, or an empty object if somebody living has it. */
    private Future<JsonObject> claim(String runId, JsonObject stored) {
        Owner holder = RunForm.owner(stored);
        boolean free =
                RunForm.isParked(stored) || holder.equals(lease.me()) || liveness.isDead(holder);
        return free
                ? store.takeOver(runId, holder.id(), RunForm.epoch(stored), lease.me().id())
                : Future.succeededFuture(new JsonObject());
    }

    private OpenRun fresh(String runId, long epoch, Collection<String> intents) {
        return new JournalledRun(
                runId,
                lease,
                epoch,
                List.of(),
                Set.copyOf(intents),
                Map.of(),
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
                RunForm.past(stored),
                true,
                store,
                writer,
                runs,
                timers);
    }
}
