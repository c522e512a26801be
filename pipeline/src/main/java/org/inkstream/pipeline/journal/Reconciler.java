package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds runs that nobody works on and nothing may wake: open ones whose owner is dead, whatever
 * became of their record, those of this process that lie idle in it, and parked ones. It looks for
 * the first as soon as an owner is seen to be gone, and through everything now and then. Since each
 * process looks for what lies idle in itself, no run stays open without somebody who works on it.
 * What is found gets an entry in the index of due runs, from which one process takes it by
 * compare-and-set; so several may look at once, and finding a run that has just ended costs one
 * look at it. Used on one event loop.
 */
public final class Reconciler {
    private static final Logger LOGGER = LoggerFactory.getLogger(Reconciler.class);

    private static final Duration TURN = Duration.ofSeconds(1);

    /** After a look that failed. */
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    /** No clock of another process is further ahead than this. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** Between two slices, so that a look at a large journal is no load. */
    private static final Duration BREATH = Duration.ofMillis(10);

    /** The same where somebody waits for what is found. */
    private static final Duration SHORT_BREATH = Duration.ofMillis(1);

    private final UnfinishedRuns runs;
    private final DueStore due;
    private final Liveness liveness;
    private final Predicate<UnfinishedRuns.Run> idleHere;
    private final Timers timers;
    private final Duration after;
    private final Duration every;
    private final Listener listener;

    private Timers.Timer next = () -> false;
    private long lookedThroughAt;
    private Map<String, Long> knownAsGone = Map.of();
    private boolean stopped;

    /** Hears what was found. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param state in which the run was left
         */
        void redriven(String state);
    }

    /**
     * @param idleHere whether an open run belongs to this process, and nobody works on it here
     * @param after whatever the state of its owner, a run is looked at once it is that old
     * @param every between two looks through everything
     */
    public Reconciler(
            UnfinishedRuns runs,
            DueStore due,
            Liveness liveness,
            Predicate<UnfinishedRuns.Run> idleHere,
            Timers timers,
            Duration after,
            Duration every,
            Listener listener) {
        this.runs = runs;
        this.due = due;
        this.liveness = liveness;
        this.idleHere = idleHere;
        this.timers = timers;
        this.after = after;
        this.every = every;
        this.listener = listener;
    }

    /**
     * Looks whenever an owner is gone, for the first time after a second, and through everything
     * after each interval, until {@link #stop}.
     */
    public void start() {
        lookedThroughAt = timers.monotonicNanos();
        turnAfter(TURN);
    }

    private void turnAfter(Duration pause) {
        if (!stopped) {
            next = timers.after(pause, this::turn);
        }
    }

    private void turn() {
        Map<String, Long> gone = liveness.gone();
        if (somebodyWent(gone)) {
            Look atTheirs = new Look(timers.now().plus(AHEAD), false, SHORT_BREATH);
            goOnAfter(from(0, atTheirs), () -> knownAsGone = gone);
            return;
        }
        // Who came back to life since may go again.
        knownAsGone = gone;
        if (timers.since(lookedThroughAt).compareTo(every) >= 0) {
            Look throughAll = new Look(timers.now().minus(after), true, BREATH);
            goOnAfter(from(0, throughAll), () -> lookedThroughAt = timers.monotonicNanos());
        } else {
            turnAfter(TURN);
        }
    }

    private boolean somebodyWent(Map<String, Long> gone) {
        return gone.entrySet().stream()
                .anyMatch(one -> one.getValue() > knownAsGone.getOrDefault(one.getKey(), 0L));
    }

    private void goOnAfter(Future<Void> look, Runnable done) {
        look.onSuccess(looked -> done.run())
                .onFailure(Reconciler::complain)
                .onComplete(looked -> turnAfter(looked.succeeded() ? TURN : RECOVERY));
    }

    private static void complain(Throwable failure) {
        LOGGER.atWarn()
                .setCause(failure)
                .log("unfinished runs could not be looked through, it will be tried again");
    }

    /** No look begins after this; one that has begun ends with its slice. */
    public void stop() {
        stopped = true;
        next.cancel();
    }

    private Future<Void> from(int slice, Look look) {
        if (slice == runs.slices() || stopped) {
            return Future.succeededFuture();
        }
        return runs.unfinished(slice, look.openedBefore())
                .compose(found -> drive(found, look))
                .compose(driven -> Deadlines.pause(timers, look.breath()))
                .compose(over -> from(slice + 1, look));
    }

    private Future<Void> drive(List<UnfinishedRuns.Run> found, Look look) {
        Future<Void> all = Future.succeededFuture();
        for (UnfinishedRuns.Run run : found) {
            if (isLeft(run, look)) {
                all = all.compose(driven -> drive(run));
            }
        }
        return all;
    }

    private boolean isLeft(UnfinishedRuns.Run run, Look look) {
        if (run.isParked()) {
            return look.throughAll();
        }
        return liveness.isDead(Owner.parse(run.owner()))
                || (look.throughAll() && idleHere.test(run));
    }

    private Future<Void> drive(UnfinishedRuns.Run run) {
        DueStore.Entry entry =
                new DueStore.Entry(
                        run.id(),
                        run.isParked() ? DueStore.Kind.RETRY : DueStore.Kind.RECONCILE,
                        run.documentId(),
                        run.collectionId(),
                        run.isParked() ? run.dueAt() : timers.now(),
                        new JsonObject());
        return due.plan(entry)
                .onSuccess(
                        planned -> {
                            if (planned) {
                                tell(run);
                            }
                        })
                .mapEmpty();
    }

    private void tell(UnfinishedRuns.Run run) {
        listener.redriven(run.state());
        LOGGER.atWarn()
                .addKeyValue("documentId", run.documentId())
                .addKeyValue("runId", run.id())
                .addKeyValue("state", run.state())
                .addKeyValue("owner", run.owner())
                .log("a run that nobody works on is taken up again");
    }

    /**
     * One look at the journal.
     *
     * @param openedBefore younger runs are left out
     * @param throughAll whether parked runs are looked at, which need no owner, and idle ones of
     *     our own
     * @param breath between two slices
     */
    private record Look(Instant openedBefore, boolean throughAll, Duration breath) {}
}
