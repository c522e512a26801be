package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.catalogue.Tool;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.StepResult;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.Journal;
import org.inkstream.pipeline.journal.OpenRun;
import org.inkstream.pipeline.journal.Resumed;
import org.inkstream.pipeline.journal.Reuse;
import org.inkstream.pipeline.journal.RunTakenOver;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.time.Timers;

/**
 * The straight line of one document: open → run its steps → assemble → save → announce → close. One
 * per event loop; everything it touches answers on that loop.
 */
public final class DocumentWorkflow {
    private static final Settlement DONE = new Settlement.Done();

    /** How long a record waits whose run is worked on elsewhere. */
    private static final Duration WAIT_FOR_OWNER = Duration.ofMillis(500);

    private final Supplier<String> revision;
    private final Timers timers;
    private final Journal journal;
    private final Plan plan;
    private final ToolCalls calls;
    private final ParkedRuns parkedRuns;
    private final DeadRuns deadRuns;
    private final WorkflowEvents events;
    private final Reuse reuse;
    private final UnfinishedBills bills;
    private final FirstEnd first;
    private final HealingEnd healing;

    private final List<Tool> paidFirst;
    private final boolean buys;

    /** Where nothing is used again. */
    public DocumentWorkflow(
            Supplier<String> revision,
            Timers timers,
            Journal journal,
            Plan plan,
            ToolCalls calls,
            Assembler assembler,
            ResultStore store,
            Announcer announcer,
            ParkedRuns parkedRuns,
            DeadRuns deadRuns,
            WorkflowEvents events) {
        this(
                revision,
                timers,
                journal,
                plan,
                calls,
                assembler,
                store,
                announcer,
                parkedRuns,
                deadRuns,
                events,
                Reuse.NONE);
    }

    /**
     * @param revision of the configuration that new runs begin with, asked for each of them
     * @param announcer completes when what it was given is durable
     * @param reuse what was paid for on the same text before
     */
    public DocumentWorkflow(
            Supplier<String> revision,
            Timers timers,
            Journal journal,
            Plan plan,
            ToolCalls calls,
            Assembler assembler,
            ResultStore store,
            Announcer announcer,
            ParkedRuns parkedRuns,
            DeadRuns deadRuns,
            WorkflowEvents events,
            Reuse reuse) {
        this.revision = revision;
        this.timers = timers;
        this.journal = journal;
        this.plan = plan;
        this.calls = calls;
        this.parkedRuns = parkedRuns;
        this.deadRuns = deadRuns;
        this.events = events;
        this.reuse = reuse;
        this.bills = new UnfinishedBills(assembler, store, announcer, timers);
        this.first = new FirstEnd(timers, assembler, store, announcer, deadRuns, bills, events);
        this.healing = new HealingEnd(timers, assembler, store, announcer, events);
        this.paidFirst =
                plan.ready(Set.of(), Set.of()).stream()
                        .filter(tool -> calls.costs(tool.agent()))
                        .toList();
        this.buys = plan.tools().stream().anyMatch(tool -> calls.costs(tool.agent()));
    }

    /**
     * Completes when the document is saved and announced, or with the reason why it is not; only
     * then may the source message be settled. A failed future means lost infrastructure: the
     * message comes again, and the journal knows what was done.
     */
    public Future<Settlement> process(OcrCompleted event) {
        Run run = Run.first(event, revision.get(), timers.now());
        return earlier(run).compose(earlier -> process(run, earlier));
    }

    private Future<EarlierResults> earlier(Run run) {
        boolean wanted = !Boolean.FALSE.equals(run.event().collection().getValue("reuse"));
        return buys && wanted && reuse != Reuse.NONE
                ? EarlierResults.of(run, reuse, calls)
                : Future.succeededFuture(EarlierResults.none(calls));
    }

    private Future<Settlement> process(Run run, EarlierResults earlier) {
        return journal.open(run, earlier.without(paidFirst, run, plan))
                .compose(
                        opened ->
                                opened.match(
                                        mine -> enrich(run, mine.run(), earlier),
                                        elsewhere -> later("owned by " + elsewhere.owner()),
                                        parked -> parkedRuns.index(run, parked.due()).map(DONE),
                                        dead -> Future.succeededFuture(DONE),
                                        closed -> Future.succeededFuture(DONE)));
    }

    /**
     * Goes on with a run that is due, on the event that the journal has of it. Completes like
     * {@link #process}; what is to be begun again is in the index, and nothing else.
     */
    public Future<Settlement> resume(String runId) {
        return journal.resume(runId)
                .compose(
                        resumed ->
                                resumed.match(
                                        this::goOn,
                                        elsewhere -> later("owned by " + elsewhere.owner()),
                                        over -> parkedRuns.over(runId).map(DONE)));
    }

    private Future<Settlement> goOn(Resumed.Mine mine) {
        Run run;
        try {
            run = mine.run().apply(parkedRuns.read(mine.event()));
        } catch (RuntimeException unreadable) {
            String reason = "it cannot go on: " + unreadable.getMessage();
            return deadRuns.bury(
                            mine.event(),
                            mine.documentId(),
                            mine.open(),
                            ErrorClass.INVALID_DATA,
                            reason,
                            1)
                    .compose(buried -> parkedRuns.over(mine.runId()))
                    .map(DONE)
                    .onComplete(over -> mine.open().release());
        }
        return enrich(run, mine.open());
    }

    /** Works on a run that is ours and not new, to its end. */
    Future<Settlement> enrich(Run run, OpenRun open) {
        return earlier(run).compose(earlier -> enrich(run, open, earlier));
    }

    private Future<Settlement> enrich(Run run, OpenRun open, EarlierResults earlier) {
        long startedNanos = timers.monotonicNanos();
        events.opened(run, open.resumed());
        Future<Settlement> sitting =
                deadRuns.kills(open)
                        ? buryKiller(run, open)
                        : work(run, open, earlier, startedNanos);
        return sitting.recover(DocumentWorkflow::decide)
                .onComplete(settled -> open.release())
                .onComplete(settled -> events.left(run, settled))
                .compose(settled -> leave(run, open, settled));
    }

    private Future<Settlement> buryKiller(Run run, OpenRun open) {
        return bills.settle(run, open.results().values())
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
            Run run, OpenRun open, EarlierResults earlier, long startedNanos) {
        return new RunSteps(run, open, earlier, plan, calls, events, timers)
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
                                        waiting -> parkedRuns.park(run, open, waiting).map(DONE)));
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
            return later("another process took it over");
        }
        if (cause instanceof ProcessEnds) {
            return later("this process ends");
        }
        return Future.failedFuture(cause);
    }

    private static Future<Settlement> later(String why) {
        return Future.succeededFuture(new Settlement.RetryLater(WAIT_FOR_OWNER, why));
    }
}
