package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.catalogue.Tool;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.Journal;
import org.inkstream.pipeline.journal.KeptRun;
import org.inkstream.pipeline.journal.OpenRun;
import org.inkstream.pipeline.journal.Resumed;
import org.inkstream.pipeline.journal.Reuse;
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
    private final Reuse reuse;
    private final Jobs jobs;
    private final Sittings sittings;

    private final List<Tool> paidFirst;
    private final boolean buys;

    /** Where nothing is used again and there are no jobs. */
    public DocumentWorkflow(
            Supplier<String> revision,
            Timers timers,
            Journal journal,
            Plan plan,
            ToolCalls calls,
            Assembling assembling,
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
                assembling,
                store,
                announcer,
                parkedRuns,
                deadRuns,
                events,
                Reuse.NONE,
                Jobs.NONE);
    }

    /**
     * @param revision of the configuration that new runs begin with, asked for each of them
     * @param announcer completes when what it was given is durable
     * @param reuse what was paid for on the same text before
     * @param jobs that letters belong to
     */
    public DocumentWorkflow(
            Supplier<String> revision,
            Timers timers,
            Journal journal,
            Plan plan,
            ToolCalls calls,
            Assembling assembling,
            ResultStore store,
            Announcer announcer,
            ParkedRuns parkedRuns,
            DeadRuns deadRuns,
            WorkflowEvents events,
            Reuse reuse,
            Jobs jobs) {
        this.revision = revision;
        this.timers = timers;
        this.journal = journal;
        this.plan = plan;
        this.calls = calls;
        this.parkedRuns = parkedRuns;
        this.deadRuns = deadRuns;
        this.reuse = reuse;
        this.jobs = jobs;
        this.sittings =
                new Sittings(
                        timers,
                        plan,
                        calls,
                        assembling,
                        store,
                        announcer,
                        parkedRuns,
                        deadRuns,
                        events,
                        jobs);
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
        return process(event, Settlement.NO_EARLIER_WORD);
    }

    /**
     * The same.
     *
     * @param accepted run when the journal has the run with its event, whoever works on it: from
     *     then on it comes to its end without the message
     */
    public Future<Settlement> process(OcrCompleted event, Runnable accepted) {
        Run run = Run.first(event, revision.get(), timers.now());
        // A run that was begun is given up with what it has; one that was not is not opened.
        return jobs.haveCancelled(run)
                ? journal.kept(run.id())
                        .compose(
                                kept ->
                                        kept.state() == KeptRun.State.UNKNOWN
                                                ? Future.succeededFuture(DeadRuns.OF_CANCELLED_JOB)
                                                : open(run, accepted))
                : open(run, accepted);
    }

    private Future<Settlement> open(Run run, Runnable accepted) {
        return earlier(run).compose(earlier -> process(run, earlier, accepted));
    }

    private Future<EarlierResults> earlier(Run run) {
        boolean wanted = !Boolean.FALSE.equals(run.event().collection().getValue("reuse"));
        return buys && wanted && reuse != Reuse.NONE
                ? EarlierResults.of(run, reuse, calls)
                : Future.succeededFuture(EarlierResults.none(calls));
    }

    private Future<Settlement> process(Run run, EarlierResults earlier, Runnable accepted) {
        HeldPlaces places = HeldPlaces.of(earlier.without(paidFirst, run, plan), calls);
        return journal.open(run, places.tools())
                .compose(
                        opened ->
                                opened.match(
                                        mine -> {
                                            accepted.run();
                                            return sittings.enrich(
                                                    run, mine.run(), earlier, places);
                                        },
                                        elsewhere ->
                                                new WorkElsewhere(journal)
                                                        .accept(run.id(), accepted)
                                                        .compose(it -> owned(elsewhere.owner())),
                                        parked -> parkedRuns.index(run, parked.due()).map(DONE),
                                        dead ->
                                                jobs.endedBefore(run.event(), dead.reason())
                                                        .map(DONE),
                                        closed -> jobs.endedBefore(run.event(), "").map(DONE)))
                .onComplete(over -> places.leave());
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
                                        elsewhere -> owned(elsewhere.owner()),
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
        return earlier(run)
                .compose(earlier -> sittings.enrich(run, open, earlier, HeldPlaces.none()));
    }

    private static Future<Settlement> owned(String owner) {
        return later("owned by " + owner);
    }

    static Future<Settlement> later(String why) {
        return Future.succeededFuture(new Settlement.RetryLater(WAIT_FOR_OWNER, why));
    }
}
