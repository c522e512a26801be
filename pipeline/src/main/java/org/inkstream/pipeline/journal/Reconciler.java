package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds runs that nobody works on and nothing will wake: open ones whose owner is dead, whatever
 * became of their record, and parked ones. They get an entry in the index of due runs, from which
 * one process takes them by compare-and-set; so several may look at once. Used on one event loop.
 */
public final class Reconciler {
    private static final Logger LOGGER = LoggerFactory.getLogger(Reconciler.class);

    /** Between two slices, so that a look at a large journal is no load. */
    private static final Duration BREATH = Duration.ofMillis(10);

    private final UnfinishedRuns runs;
    private final DueStore due;
    private final Liveness liveness;
    private final Timers timers;
    private final Duration after;
    private final Duration every;
    private final Listener listener;

    private Timers.Timer next = () -> false;
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
     * @param after a run is looked at once it is that old
     * @param every between two looks
     */
    public Reconciler(
            UnfinishedRuns runs,
            DueStore due,
            Liveness liveness,
            Timers timers,
            Duration after,
            Duration every,
            Listener listener) {
        this.runs = runs;
        this.due = due;
        this.liveness = liveness;
        this.timers = timers;
        this.after = after;
        this.every = every;
        this.listener = listener;
    }

    /** Looks for the first time after one interval, and again until {@link #stop}. */
    public void start() {
        next =
                timers.after(
                        every,
                        () ->
                                look().onFailure(Reconciler::complain)
                                        .onComplete(looked -> startUnlessStopped()));
    }

    private void startUnlessStopped() {
        if (!stopped) {
            start();
        }
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

    /** One look at everything. */
    Future<Void> look() {
        return lookFrom(0, timers.now().minus(after));
    }

    private Future<Void> lookFrom(int slice, Instant openedBefore) {
        if (slice == UnfinishedRuns.SLICES || stopped) {
            return Future.succeededFuture();
        }
        return runs.unfinished(slice, openedBefore)
                .compose(this::drive)
                .compose(driven -> Deadlines.pause(timers, BREATH))
                .compose(over -> lookFrom(slice + 1, openedBefore));
    }

    private Future<Void> drive(List<UnfinishedRuns.Run> found) {
        Future<Void> all = Future.succeededFuture();
        for (UnfinishedRuns.Run run : found) {
            if (run.isParked() || liveness.isDead(Owner.parse(run.owner()))) {
                all = all.compose(driven -> drive(run));
            }
        }
        return all;
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
}
