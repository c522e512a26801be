package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.Journal;
import org.inkstream.pipeline.journal.KeptRun;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Healing passes: from what the journal kept of a letter's last run to the letter's next version.
 * The id of a pass follows from the letter and the pass before, so two processes that are told to
 * heal one letter open one run, and one of them gets it. Used on one event loop.
 */
public final class HealingRuns {
    private static final Logger LOGGER = LoggerFactory.getLogger(HealingRuns.class);

    /** In an entry's details: the tools that may be called again, all if it is missing. */
    public static final String TOOLS = "tools";

    private static final Duration WAIT_FOR_OWNER = Duration.ofSeconds(5);

    private final DocumentWorkflow workflow;
    private final Journal journal;
    private final ResultStore store;
    private final DueStore due;
    private final Plan plan;
    private final Function<Received, Optional<OcrCompleted>> decoder;
    private final Timers timers;

    /**
     * @param workflow that works on the runs that are opened here
     * @param decoder reads an event again as the journal kept it
     */
    public HealingRuns(
            DocumentWorkflow workflow,
            Journal journal,
            ResultStore store,
            DueStore due,
            Plan plan,
            Function<Received, Optional<OcrCompleted>> decoder,
            Timers timers) {
        this.workflow = workflow;
        this.journal = journal;
        this.store = store;
        this.due = due;
        this.plan = plan;
        this.decoder = decoder;
        this.timers = timers;
    }

    /**
     * Completes when the pass is over, or when there is nothing to do for it; the entry is gone
     * then.
     *
     * @param entry with the id of the run that made the letter as it is stored
     */
    public Future<Settlement> heal(DueStore.Entry entry) {
        return attempt(entry)
                .compose(
                        end ->
                                end instanceof Settlement.Done
                                        ? due.remove(entry.id()).map(end)
                                        : Future.succeededFuture(end));
    }

    private Future<Settlement> attempt(DueStore.Entry entry) {
        return store.read(entry.documentId())
                .compose(
                        current ->
                                entry.id().equals(current.getString("runId"))
                                        ? healAfter(entry)
                                        : finish(entry, current.getString("runId", "")));
    }

    /** It may be that this very pass has saved the letter, and that its owner died then. */
    private Future<Settlement> finish(DueStore.Entry entry, String runId) {
        return journal.kept(runId)
                .compose(
                        saver ->
                                saver.state() == KeptRun.State.OPEN
                                        ? goOn(runId, entry)
                                        : nothing(entry, "the letter is another one now"));
    }

    private Future<Settlement> healAfter(DueStore.Entry entry) {
        return journal.kept(entry.id())
                .compose(
                        base ->
                                decoder.apply(base.event())
                                        .map(
                                                event ->
                                                        afterLast(
                                                                entry,
                                                                base.run().apply(event),
                                                                base))
                                        .orElseGet(() -> cannot(entry)));
    }

    /** Passes that changed nothing left no letter behind; the next one goes on after them. */
    private Future<Settlement> afterLast(DueStore.Entry entry, Run last, KeptRun kept) {
        Run next = last.nextPass(timers.now());
        return journal.kept(next.id())
                .compose(
                        found ->
                                switch (found.state()) {
                                    case UNKNOWN -> begin(entry, next, kept);
                                    case OPEN -> goOn(next.id(), entry);
                                    case PARKED -> done();
                                    case OVER -> afterLast(entry, next, found);
                                });
    }

    /** Somebody works on it, or has died over it: whoever may have it goes on with it. */
    private Future<Settlement> goOn(String runId, DueStore.Entry entry) {
        return due.plan(
                        new DueStore.Entry(
                                runId,
                                DueStore.Kind.RECONCILE,
                                entry.documentId(),
                                entry.collectionId(),
                                timers.now(),
                                new JsonObject()))
                .compose(planned -> done());
    }

    private Future<Settlement> begin(DueStore.Entry entry, Run pass, KeptRun last) {
        HealPlan healing = HealPlan.of(last.results(), wanted(entry), plan);
        LOGGER.atInfo()
                .addKeyValue("documentId", pass.documentId())
                .addKeyValue("pass", pass.pass())
                .addKeyValue("tools", healing.again())
                .log("letter is healed");
        return journal.open(pass, List.of(), healing.kept())
                .compose(
                        opened ->
                                opened.match(
                                        mine -> workflow.enrich(pass, mine.run()),
                                        elsewhere -> later("owned by " + elsewhere.owner()),
                                        parked -> done(),
                                        dead -> done(),
                                        closed -> done()));
    }

    private static Set<String> wanted(DueStore.Entry entry) {
        return entry.details().getJsonArray(TOOLS, new JsonArray()).stream()
                .map(String.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Future<Settlement> cannot(DueStore.Entry entry) {
        return store.noteHealed(entry.documentId())
                .compose(
                        removed ->
                                nothing(
                                        entry,
                                        "the journal does not hold its event any more; publish"
                                                + " the record again"));
    }

    private static Future<Settlement> nothing(DueStore.Entry entry, String why) {
        LOGGER.atInfo()
                .addKeyValue("documentId", entry.documentId())
                .addKeyValue("reason", why)
                .log("letter is not healed");
        return done();
    }

    private static Future<Settlement> done() {
        return Future.succeededFuture(new Settlement.Done());
    }

    private static Future<Settlement> later(String why) {
        return Future.succeededFuture(new Settlement.RetryLater(WAIT_FOR_OWNER, why));
    }
}
