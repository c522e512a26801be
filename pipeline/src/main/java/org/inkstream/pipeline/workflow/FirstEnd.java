package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.util.Collection;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.OpenRun;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a letter's first pass: assembled, saved, announced, closed. One that cannot be
 * assembled goes to the dead letters. Used on one event loop.
 */
final class FirstEnd {
    private static final Logger LOGGER = LoggerFactory.getLogger(FirstEnd.class);

    private final Timers timers;
    private final Assembling assembling;
    private final ResultStore store;
    private final Announcer announcer;
    private final DeadRuns deadRuns;
    private final UnfinishedBills bills;
    private final WorkflowEvents events;

    FirstEnd(
            Timers timers,
            Assembling assembling,
            ResultStore store,
            Announcer announcer,
            DeadRuns deadRuns,
            UnfinishedBills bills,
            WorkflowEvents events) {
        this.timers = timers;
        this.assembling = assembling;
        this.store = store;
        this.announcer = announcer;
        this.deadRuns = deadRuns;
        this.bills = bills;
        this.events = events;
    }

    Future<Settlement> conclude(
            Run run,
            OpenRun open,
            EarlierResults earlier,
            Collection<StepResult> steps,
            long startedNanos) {
        return assembling
                .assemble(run, steps, timers.now())
                .compose(
                        finished ->
                                conclude(run, open, earlier, steps, finished)
                                        .onSuccess(
                                                done ->
                                                        events.enriched(
                                                                run,
                                                                finished,
                                                                timers.since(startedNanos))),
                        failure ->
                                failure instanceof Assembling.CannotAssemble cannot
                                        ? giveUp(run, open, steps, cannot.bug())
                                        : Future.failedFuture(failure));
    }

    private Future<Settlement> conclude(
            Run run,
            OpenRun open,
            EarlierResults earlier,
            Collection<StepResult> steps,
            Finished finished) {
        // Saved before announced: a consumer that hears of a document must be able to read it.
        return open.confirm()
                .compose(ours -> save(run, earlier, steps, finished))
                .compose(version -> announcer.announce(finished.announcements().apply(version)))
                .compose(announced -> open.close(finished.summary()))
                .map(new Settlement.Done());
    }

    /**
     * A bug in pure code comes again with every try, so it must not look like lost infrastructure.
     */
    Future<Settlement> giveUp(
            Run run, OpenRun open, Collection<StepResult> steps, RuntimeException bug) {
        LOGGER.atError()
                .addKeyValue("documentId", run.documentId())
                .setCause(bug)
                .log("document could not be worked on and goes to the dead letters");
        String reason = "the document could not be worked on: " + bug;
        return bills.settle(run, steps)
                .compose(
                        paid ->
                                deadRuns.bury(
                                        run.event().received(),
                                        run.documentId(),
                                        open,
                                        ErrorClass.UNKNOWN,
                                        reason,
                                        1));
    }

    private Future<Integer> save(
            Run run, EarlierResults earlier, Collection<StepResult> steps, Finished finished) {
        Future<Integer> saved = store.save(finished.document());
        Future<Void> costs =
                finished.costs().isEmpty()
                        ? Future.succeededFuture()
                        : store.recordCosts(finished.costs());
        Future<Void> reviews =
                finished.reviews().isEmpty()
                        ? Future.succeededFuture()
                        : store.requestReview(finished.reviews().get(0));
        Future<Void> unhealed =
                UnhealedLetters.Letter.of(run, run.id(), steps)
                        .map(store::noteUnhealed)
                        .orElseGet(Future::succeededFuture);
        return Future.all(saved, costs, reviews, unhealed, earlier.remember(run, steps))
                .map(all -> saved.result());
    }
}
