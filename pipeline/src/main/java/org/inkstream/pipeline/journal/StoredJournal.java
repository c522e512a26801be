package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.time.Timers;

/** The journal in the store. Not thread-safe: one per event loop. */
public final class StoredJournal implements Journal {
    /**
     * A run over which so many owners died in a row is worked on alone: what only happens to be in
     * the air with one that kills must not be taken for it.
     */
    static final int SUSPECT_FROM = 3;

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
    public Future<Opened> open(Run run, Collection<String> intents, Collection<StepResult> known) {
        String me = lease.me().id();
        if (!runs.enter(run.id(), lease.term())) {
            return Future.succeededFuture(new Opened.Elsewhere(me));
        }
        // The epoch is new in this process, so the upsert can only ever insert: if anything is
        // stored
        // under this run, even our own write whose answer was lost, it collides and is read
        // instead.
        long epoch = runs.nextEpoch();
        return writer.write(RunForm.opening(run, me, epoch, intents, known, timers.now()))
                .<Opened>map(created -> new Opened.Mine(fresh(run.id(), epoch, intents, known)))
                .recover(
                        cause ->
                                cause instanceof RunTakenOver
                                        ? findOut(run)
                                        : Future.failedFuture(cause))
                .onComplete(
                        opened -> {
                            if (opened.failed() || !(opened.result() instanceof Opened.Mine)) {
                                runs.leave(run.id());
                            }
                        });
    }

    private Future<Opened> findOut(Run run) {
        return store.read(run.id()).compose(stored -> look(run, stored));
    }

    private Future<Opened> look(Run run, JsonObject stored) {
        // One that is gone was trimmed between our write and our read: it was closed.
        if (stored.isEmpty() || RunForm.isClosed(stored)) {
            return Future.succeededFuture(new Opened.Closed());
        }
        if (RunForm.isParked(stored)) {
            return Future.succeededFuture(new Opened.Parked(RunForm.dueAt(stored)));
        }
        if (RunForm.isDead(stored) && !isRevived(run, stored)) {
            return Future.succeededFuture(new Opened.Dead(RunForm.reason(stored)));
        }
        Owner holder = RunForm.owner(stored);
        Future<JsonObject> claimed = RunForm.isDead(stored) ? revive(run, stored) : claim(stored);
        return claimed.map(
                taken ->
                        taken.isEmpty()
                                ? new Opened.Elsewhere(holder.id())
                                : new Opened.Mine(resumed(run.id(), taken)));
    }

    /** A record that was replayed brings a run back once, however often it is delivered. */
    private static boolean isRevived(Run run, JsonObject stored) {
        String from = run.event().received().replayedFrom();
        return !from.isEmpty() && !from.equals(RunForm.revivedBy(stored));
    }

    private Future<JsonObject> revive(Run run, JsonObject stored) {
        String from = run.event().received().replayedFrom();
        return store.takeOver(RunForm.claim(stored, lease.me(), RunForm.reviving(stored, from)));
    }

    @Override
    public Future<Resumed> resume(String runId) {
        if (!runs.enter(runId, lease.term())) {
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
        return claim(stored)
                .map(
                        taken ->
                                taken.isEmpty()
                                        ? new Resumed.Elsewhere(holder.id())
                                        : new Resumed.Mine(
                                                runId,
                                                taken.getString("documentId"),
                                                RunForm.event(taken),
                                                event -> RunForm.run(taken, event),
                                                resumed(runId, taken)));
    }

    /** The run as it is ours now, or an empty object if it is not to be had now. */
    private Future<JsonObject> claim(JsonObject stored) {
        Owner holder = RunForm.owner(stored);
        if (RunForm.deaths(stored) >= SUSPECT_FROM && !runs.enterAlone(stored.getString("_id"))) {
            return Future.succeededFuture(new JsonObject());
        }
        if (RunForm.isParked(stored)) {
            return store.takeOver(RunForm.claim(stored, lease.me(), new JsonObject()));
        }
        boolean mine = holder.equals(lease.me());
        if (!mine && !liveness.isDead(holder)) {
            return Future.succeededFuture(new JsonObject());
        }
        // An owner that comes to life again beats first, and opens the run again before it does
        // anything for it. So if it has not beaten after we read the run, it cannot have it in the
        // epoch that we read, and whoever changes the epoch first has it.
        Future<Boolean> free =
                mine
                        ? Future.succeededFuture(true)
                        : lease.look().map(looked -> liveness.isDead(holder));
        return free.compose(
                yes ->
                        yes
                                ? take(stored, mine || liveness.hasLeft(holder) ? 0 : 1)
                                : Future.succeededFuture(new JsonObject()));
    }

    private Future<JsonObject> take(JsonObject stored, int deaths) {
        JsonObject all = RunForm.deaths(RunForm.deaths(stored) + deaths);
        return store.takeOver(RunForm.claim(stored, lease.me(), all)).compose(StoredJournal::ours);
    }

    // Whoever was faster may have been ourselves, by a request that was given up: then the run is
    // ours, and nobody else will ever finish it. So it is no answer that somebody has it.
    private static Future<JsonObject> ours(JsonObject taken) {
        return taken.isEmpty()
                ? Future.failedFuture("the run changed hands while it was claimed")
                : Future.succeededFuture(taken);
    }

    @Override
    public Future<KeptRun> kept(String runId) {
        return store.read(runId).map(KeptRun::of);
    }

    private OpenRun fresh(
            String runId, long epoch, Collection<String> intents, Collection<StepResult> known) {
        return new JournalledRun(
                runId,
                lease,
                epoch,
                List.copyOf(known),
                Set.copyOf(intents),
                Map.of(),
                Map.of(),
                0,
                false,
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
                RunForm.lost(stored),
                RunForm.past(stored),
                RunForm.deaths(stored),
                true,
                writer,
                runs,
                timers);
    }
}
