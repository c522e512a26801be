package org.inkstream.pipeline.ops;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.inkstream.identity.Ids;
import org.inkstream.money.Money;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.KeptRun;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.workflow.HealCandidate;
import org.inkstream.pipeline.workflow.HealCandidates;
import org.inkstream.pipeline.workflow.HealPace;
import org.inkstream.pipeline.workflow.HealingRuns;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;

/**
 * Plans the healing of letters for running workers and, if it is asked to, watches what becomes of
 * them. It does none of the work itself, so it may be stopped at any time. Used on one thread.
 */
public final class HealJob {
    private static final Duration EVERY = Duration.ofMillis(500);

    /** With a budget: letters that are planned ahead of what is known of their cost. */
    private static final int AHEAD = 20;

    private static final int MOST_PASSES = 1_000;

    private static final int LOOKED_AT = 200;

    /** A worker that has nothing else to do begins within that time. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final HealCandidates letters;
    private final RunStore runs;
    private final DueStore due;
    private final Timers timers;
    private final Orders orders;
    private final Workers workers;
    private final Consumer<HealReport> progress;
    private final HealPace pace;
    private final HealReport report = new HealReport();
    private final Deque<HealCandidate> toPlan = new ArrayDeque<>();
    private final Map<String, Watched> watched = new LinkedHashMap<>();

    /**
     * What was asked for.
     *
     * @param perMinute letters that begin in a minute
     * @param budget nothing is planned once the letters have cost so much
     * @param limited whether there is a budget
     * @param watch whether to wait until all letters have ended
     * @param patience how long to wait where no process lives that could work on them
     */
    public record Orders(
            double perMinute, Money budget, boolean limited, boolean watch, Duration patience) {}

    /**
     * @param owners the processes that may work on what is planned
     * @param progress hears now and then how far it is
     */
    public HealJob(
            HealCandidates letters,
            RunStore runs,
            DueStore due,
            OwnerStore owners,
            Timers timers,
            Orders orders,
            Consumer<HealReport> progress) {
        this.letters = letters;
        this.runs = runs;
        this.due = due;
        this.timers = timers;
        this.orders = orders;
        this.progress = progress;
        this.pace = new HealPace(orders.perMinute());
        this.workers = new Workers(owners, timers, orders.patience());
    }

    /** Completes when all is planned or, if it waits, when all has ended. */
    public Future<HealReport> run(Collection<HealCandidate> wanted) {
        wanted.forEach(report::found);
        toPlan.addAll(wanted);
        return turn();
    }

    private Future<HealReport> turn() {
        return plan().compose(planned -> look())
                .compose(looked -> isOver())
                .compose(
                        over -> {
                            progress.accept(report);
                            return over
                                    ? Future.succeededFuture(report)
                                    : Deadlines.pause(timers, EVERY).compose(now -> turn());
                        });
    }

    private Future<Boolean> isOver() {
        if (toPlan.isEmpty() && (watched.isEmpty() || !orders.watch())) {
            return Future.succeededFuture(true);
        }
        return workers.areGone()
                .onSuccess(
                        gone -> {
                            if (gone) {
                                toPlan.forEach(letter -> report.notReached());
                                report.nobodyWorks(orders.patience());
                            }
                        });
    }

    private Future<Void> plan() {
        if (orders.limited() && report.cost().compareTo(orders.budget()) >= 0) {
            toPlan.forEach(letter -> report.leftOut());
            toPlan.clear();
        }
        if (toPlan.isEmpty() || (orders.limited() && watched.size() >= AHEAD)) {
            return Future.succeededFuture();
        }
        return plan(toPlan.remove()).compose(planned -> plan());
    }

    private Future<Void> plan(HealCandidate letter) {
        return runs.read(letter.runId())
                .map(KeptRun::of)
                .compose(
                        kept -> {
                            if (kept.event().isNothing()) {
                                report.impossible(
                                        letter,
                                        "the journal does not hold its event any more; publish the"
                                                + " record again");
                                return Future.succeededFuture();
                            }
                            return nextPass(letter, 2).compose(pass -> plan(letter, pass));
                        });
    }

    /** The id of the first pass that is not over. */
    private Future<String> nextPass(HealCandidate letter, int pass) {
        String runId = Ids.runId(letter.documentId(), letter.textHash(), letter.revision(), pass);
        return runs.read(runId)
                .map(KeptRun::of)
                .compose(
                        kept ->
                                kept.state() == KeptRun.State.OVER && pass < MOST_PASSES
                                        ? nextPass(letter, pass + 1)
                                        : Future.succeededFuture(runId));
    }

    private Future<Void> plan(HealCandidate letter, String pass) {
        Instant at = pace.free(timers.now());
        JsonObject tools =
                new JsonObject()
                        .put(
                                HealingRuns.TOOLS,
                                new JsonArray(List.copyOf(new TreeSet<>(letter.tools()))));
        pace.take(at);
        return due.put(
                        DueStore.Entry.toHeal(
                                letter.runId(),
                                letter.documentId(),
                                letter.collectionId(),
                                at,
                                tools))
                .onSuccess(
                        planned -> {
                            report.planned();
                            watched.put(pass, new Watched(letter, at));
                        });
    }

    /** Looks at those that began first: the others have not begun yet. */
    private Future<Void> look() {
        if (!orders.watch() && toPlan.isEmpty()) {
            return Future.succeededFuture();
        }
        Future<Void> all = Future.succeededFuture();
        for (String pass : watched.keySet().stream().limit(LOOKED_AT).toList()) {
            all = all.compose(looked -> look(pass));
        }
        return all;
    }

    private Future<Void> look(String pass) {
        return runs.read(pass)
                .map(KeptRun::of)
                .compose(
                        kept ->
                                switch (kept.state()) {
                                    case OVER -> ended(pass, kept.summary());
                                    case UNKNOWN -> lookAtLetter(pass);
                                    case OPEN, PARKED -> Future.succeededFuture();
                                });
    }

    private Future<Void> ended(String pass, JsonObject summary) {
        HealCandidate letter = Objects.requireNonNull(watched.remove(pass)).letter();
        Money cost = new Money(summary.getLong("cost_pico_usd", 0L));
        JsonArray failed = summary.getJsonArray("failed", new JsonArray());
        if (failed.isEmpty() && summary.getBoolean("saved", false)) {
            report.healed(cost);
        } else {
            String why = failed.isEmpty() ? "it was given up" : failed.getString(0);
            report.unhealed(letter, why, cost);
        }
        return Future.succeededFuture();
    }

    /** A worker opens no pass over a letter that has become another one since it was planned. */
    private Future<Void> lookAtLetter(String pass) {
        Watched one = Objects.requireNonNull(watched.get(pass));
        if (timers.now().isBefore(one.due().plus(SOON))) {
            return Future.succeededFuture();
        }
        List<HealCandidate> now = new ArrayList<>();
        return letters.one(one.letter().documentId(), now::add)
                .compose(
                        looked -> {
                            if (now.isEmpty() || !now.get(0).runId().equals(one.letter().runId())) {
                                watched.remove(pass);
                                report.unhealed(one.letter(), "it is another one now", Money.ZERO);
                            }
                            return Future.succeededFuture();
                        });
    }

    /**
     * @param due when its pass may begin
     */
    private record Watched(HealCandidate letter, Instant due) {}
}
