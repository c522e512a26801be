package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.OpenRun;
import org.inkstream.pipeline.journal.RunTakenOver;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.time.Timers;

/**
 * The work on an open run, until it has ended here in one way or another: its steps, then what the
 * way in which they end asks for. Used on one event loop.
 */
final class Sittings {
    private static final Settlement DONE = new Settlement.Done();

    private final Timers timers;
    private final Plan plan;
    private final ToolCalls calls;
    private final ParkedRuns parkedRuns;
    private final DeadRuns deadRuns;
    private final WorkflowEvents events;
    private final Jobs jobs;
    private final UnfinishedBills bills;
    private final FirstEnd first;
    private final HealingEnd healing;

    Sittings(
            Timers timers,
            Plan plan,
            ToolCalls calls,
            Assembling assembling,
            ResultStore store,
            Announcer announcer,
            ParkedRuns parkedRuns,
            DeadRuns deadRuns,
            WorkflowEvents events,
            Jobs jobs) {
        this.timers = timers;
        this.plan = plan;
        this.calls = calls;
        this.parkedRuns = parkedRuns;
        this.deadRuns = deadRuns;
        this.events = events;
        this.jobs = jobs;
        this.bills = new UnfinishedBills(assembling, store, announcer, timers);
        this.first = new FirstEnd(timers, assembling, store, announcer, deadRuns, bills, events);
        this.healing = new HealingEnd(timers, assembling, store, announcer, events);
    }

    /**
     * Completes with Done, or with a later try where the run is not ours any more or this process
     * ends; fails where the store, the journal or the broker is out of reach.
     *
     * @param places that are held for its first calls
     */
    Future<Settlement> enrich(Run run, OpenRun open, EarlierResults earlier, HeldPlaces places) {
        long startedNanos = timers.monotonicNanos();
        events.opened(run, open.resumed());
        Future<Settlement> sitting =
                deadRuns.kills(open)
                        ? buryKiller(run, open)
                        : work(run, open, earlier, places, startedNanos);
        return sitting.recover(Sittings::decide)
                .onComplete(settled -> open.release())
                .onComplete(settled -> events.left(run, settled))
                .compose(settled -> leave(run, open, settled));
    }

    private Future<Settlement> buryKiller(Run run, OpenRun open) {
        List<StepResult> steps = new ArrayList<>(open.results().values());
        String why = "too many processes died over the letter";
        steps.addAll(new LostCalls(open, plan, calls).bills(run, why, timers.now()));
        return bills.settle(run, steps)
                .compose(
                        paid ->
                                run.isFirst()
                                        ? deadRuns.buryKiller(
                                                run.event().received(), run.documentId(), open)
                                        : open.close(HealingEnd.killer()).map(DONE));
    }

    private Future<Settlement> leave(Run run, OpenRun open, Settlement settled) {
        boolean again = settled instanceof Settlement.RetryLater;
        // Only a run that somebody had before can be in the index, and a parked one stays there.
        Future<Void> index =
                again || !open.resumed() || open.isParked()
                        ? Future.succeededFuture()
                        : parkedRuns.over(run.id());
        // What was buried here needs no burial by its source.
        return index.map(known -> again ? settled : DONE);
    }

    private Future<Settlement> work(
            Run run, OpenRun open, EarlierResults earlier, HeldPlaces places, long startedNanos) {
        return new RunSteps(
                        run,
                        open,
                        earlier,
                        places,
                        plan,
                        calls,
                        () -> jobs.haveCancelled(run),
                        events,
                        timers)
                .run()
                .compose(
                        end ->
                                end.match(
                                        complete ->
                                                conclude(
                                                        run,
                                                        open,
                                                        earlier,
                                                        complete.steps(),
                                                        startedNanos),
                                        waiting -> parkedRuns.park(run, open, waiting).map(DONE),
                                        cancelled ->
                                                bills.settle(run, cancelled.steps())
                                                        .compose(
                                                                paid ->
                                                                        deadRuns.buryCancelled(
                                                                                run, open)),
                                        broken -> giveUp(run, open, broken)));
    }

    /** The dead letter keeps what came in, and a replay what was found, once the bug is mended. */
    private Future<Settlement> giveUp(Run run, OpenRun open, SittingEnd.Broken broken) {
        return run.isFirst()
                ? first.giveUp(run, open, broken.steps(), broken.bug())
                : bills.settle(run, broken.steps())
                        .compose(paid -> open.close(HealingEnd.givenUp("a bug: " + broken.bug())))
                        .map(DONE);
    }

    private Future<Settlement> conclude(
            Run run,
            OpenRun open,
            EarlierResults earlier,
            Collection<StepResult> steps,
            long startedNanos) {
        return run.isFirst()
                ? first.conclude(run, open, earlier, steps, startedNanos)
                : healing.conclude(run, open, steps, startedNanos);
    }

    /** The one place that decides what follows when a run does not come to its end. */
    private static Future<Settlement> decide(Throwable cause) {
        if (cause instanceof RunTakenOver) {
            return DocumentWorkflow.later("another process took it over");
        }
        if (cause instanceof ProcessEnds) {
            return DocumentWorkflow.later("this process ends");
        }
        return Future.failedFuture(cause);
    }
}
