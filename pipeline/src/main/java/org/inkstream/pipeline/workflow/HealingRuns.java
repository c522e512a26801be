package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    /** In an entry's details: nobody asked for it, so it must keep within the day's money. */
    public static final String AUTOMATIC = "automatic";

    /** In an entry's details: the tools that may be called again, all if it is missing. */
    public static final String TOOLS = "tools";

    private static final Duration WAIT_FOR_OWNER = Duration.ofSeconds(5);
    private static final Duration DAY = Duration.ofDays(1);

    private final DocumentWorkflow workflow;
    private final Journal journal;
    private final ResultStore store;
    private final DueStore due;
    private final Plan plan;
    private final HealBudget budget;
    private final Function<Received, Optional<OcrCompleted>> decoder;
    private final Timers timers;

    /**
     * @param workflow that works on the runs that are opened here
     * @param budget of passes that nobody asked for
     * @param decoder reads an event again as the journal kept it
     */
    public HealingRuns(
            DocumentWorkflow workflow,
            Journal journal,
            ResultStore store,
            DueStore due,
            Plan plan,
            HealBudget budget,
            Function<Received, Optional<OcrCompleted>> decoder,
            Timers timers) {
        this.workflow = workflow;
        this.journal = journal;
        this.store = store;
        this.due = due;
        this.plan = plan;
        this.budget = budget;
        this.decoder = decoder;
        this.timers = timers;
    }

    /**
     * Completes when the pass is over, or when there is nothing to do for it; the entry is gone
     * then.
     *
     * @param entry about the run that made the letter as it is stored
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
                                healAfter(entry, entry.runId().equals(current.getString("runId"))));
    }

    /**
     * @param stands whether the letter is still the one to heal; if not, it may be that a pass that
     *     was begun has saved it, or was overtaken, and is open
     */
    private Future<Settlement> healAfter(DueStore.Entry entry, boolean stands) {
        return journal.kept(entry.runId())
                .compose(
                        base ->
                                decoder.apply(base.event())
                                        .map(
                                                event ->
                                                        afterLast(
                                                                entry,
                                                                base.run().apply(event),
                                                                base,
                                                                stands))
                                        .orElseGet(() -> stands ? cannot(entry) : another(entry)));
    }

    /** Passes that changed nothing left no letter behind; the next one goes on after them. */
    private Future<Settlement> afterLast(
            DueStore.Entry entry, Run last, KeptRun kept, boolean stands) {
        Run next = last.nextPass(timers.now());
        return journal.kept(next.id())
                .compose(
                        found ->
                                switch (found.state()) {
                                    case UNKNOWN ->
                                            stands ? afford(entry, next, kept) : another(entry);
                                    case OPEN -> goOn(next.id(), entry);
                                    case PARKED -> done();
                                    case OVER -> afterLast(entry, next, found, stands);
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

    private Future<Settlement> afford(DueStore.Entry entry, Run pass, KeptRun last) {
        if (!entry.details().getBoolean(AUTOMATIC, false)) {
            return begin(entry, pass, last, Account.NOBODYS);
        }
        return budget.reserve(timers.now())
                .compose(
                        answer -> {
                            if (answer instanceof HealBudget.Answer.Granted granted) {
                                return begin(entry, pass, last, account(granted));
                            }
                            return answer instanceof HealBudget.Answer.NotNow
                                    ? later("others have what is left of the day's money")
                                    : tomorrow(entry);
                        });
    }

    private Account account(HealBudget.Answer.Granted granted) {
        return new Account() {
            @Override
            public Future<Void> left(Run pass) {
                // Of a pass that is not over here, what was reserved stays, whoever ends it.
                return journal.kept(pass.id())
                        .compose(
                                kept ->
                                        kept.state() == KeptRun.State.OVER
                                                ? budget.charge(granted, kept.cost())
                                                : Future.succeededFuture());
            }

            @Override
            public Future<Void> notOurs() {
                return budget.release(granted);
            }
        };
    }

    /** Whose money a pass takes. */
    private interface Account {
        /** Somebody asked for the pass, and looks after what it costs. */
        Account NOBODYS =
                new Account() {
                    @Override
                    public Future<Void> left(Run pass) {
                        return Future.succeededFuture();
                    }

                    @Override
                    public Future<Void> notOurs() {
                        return Future.succeededFuture();
                    }
                };

        /** It was worked on. */
        Future<Void> left(Run pass);

        /** Somebody else has it. */
        Future<Void> notOurs();
    }

    /** Whole days later, so that letters keep the distance at which they were planned. */
    private Future<Settlement> tomorrow(DueStore.Entry entry) {
        Instant now = timers.now();
        Instant midnight = now.truncatedTo(ChronoUnit.DAYS).plus(DAY);
        Instant at = entry.dueAt();
        while (at.isBefore(midnight)) {
            at = at.plus(DAY);
        }
        DueStore.Entry next =
                new DueStore.Entry(
                        entry.id(),
                        entry.kind(),
                        entry.documentId(),
                        entry.collectionId(),
                        at,
                        entry.details());
        LOGGER.atInfo()
                .addKeyValue("documentId", entry.documentId())
                .addKeyValue("dueAt", at)
                .log("the day's money for healing is used up, the letter waits");
        return due.put(next).compose(put -> later("the day's money for healing is used up"));
    }

    private Future<Settlement> begin(
            DueStore.Entry entry, Run pass, KeptRun last, Account account) {
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
                                        mine ->
                                                workflow.enrich(pass, mine.run())
                                                        .compose(
                                                                end -> account.left(pass).map(end)),
                                        elsewhere ->
                                                account.notOurs()
                                                        .compose(
                                                                free ->
                                                                        later(
                                                                                "owned by "
                                                                                        + elsewhere
                                                                                                .owner())),
                                        parked -> account.notOurs().compose(free -> done()),
                                        dead -> account.notOurs().compose(free -> done()),
                                        closed -> account.notOurs().compose(free -> done())));
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

    private static Future<Settlement> another(DueStore.Entry entry) {
        return nothing(entry, "the letter is another one now");
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
