package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.inkstream.money.Money;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.Heartbeat;
import org.inkstream.pipeline.journal.Journal;
import org.inkstream.pipeline.journal.Reconciler;
import org.inkstream.pipeline.journal.RunsInThisProcess;
import org.inkstream.pipeline.workflow.DocumentWorkflow;
import org.inkstream.pipeline.workflow.DueLoop;
import org.inkstream.pipeline.workflow.HealBudget;
import org.inkstream.pipeline.workflow.HealingRuns;
import org.inkstream.pipeline.workflow.ResultStore;

/** What one process begins by itself: what is due, and what nobody works on. */
final class Mending {
    private static final Duration RECONCILE_EVERY = Duration.ofSeconds(3);

    /** Never used up: what is put off by days does not come in a world. */
    private static final Money MUCH = new Money(Long.MAX_VALUE / 4);

    private final ProcessTimers dueTimers;
    private final ProcessTimers lookTimers;
    private final DueLoop due;
    private final Reconciler reconciler;

    Mending(
            Setting setting,
            Incarnation me,
            Heartbeat heartbeat,
            RunsInThisProcess runs,
            DueStore store,
            DocumentWorkflow workflow,
            HealingRuns healing) {
        this.dueTimers = me.timers("due");
        this.lookTimers = me.timers("reconciler");
        this.due =
                new DueLoop(
                        store,
                        entry -> true,
                        entry -> begin(entry, workflow, healing),
                        setting.workflow().maxResumed(),
                        dueTimers);
        this.reconciler =
                new Reconciler(
                        setting.parts()
                                .unfinished(
                                        new UnfinishedLink(
                                                me, setting.network(), setting.journal())),
                        store,
                        heartbeat.liveness(),
                        run -> runs.liesIdle(run, heartbeat.me()),
                        lookTimers,
                        setting.deadAfter().plusSeconds(1),
                        RECONCILE_EVERY,
                        state -> {});
    }

    static HealingRuns healing(
            Setting setting,
            Incarnation me,
            DocumentWorkflow workflow,
            Journal journal,
            ResultStore results,
            DueStore due,
            ProcessTimers timers) {
        return new HealingRuns(
                workflow,
                journal,
                results,
                due,
                setting.letters().plan(),
                new HealBudget(new BudgetLink(me, setting.network(), setting.budget()), MUCH),
                Mending::read,
                timers);
    }

    private static Optional<OcrCompleted> read(Received received) {
        return Domain.DECODER
                .decode(received)
                .match(decoded -> Optional.of(decoded.event()), rejected -> Optional.empty());
    }

    private static Future<Settlement> begin(
            DueStore.Entry entry, DocumentWorkflow workflow, HealingRuns healing) {
        return entry.kind() == DueStore.Kind.HEAL
                ? healing.heal(entry)
                : workflow.resume(entry.id());
    }

    void start() {
        due.start();
        reconciler.start();
    }

    /** Begins nothing more. */
    void drain() {
        due.drain();
    }

    void stop() {
        reconciler.stop();
    }

    int inTheAir() {
        return due.inTheAir();
    }

    /** Whether more timers run than the next look of each. */
    boolean keepsTimers() {
        return dueTimers.pending() > 1 || lookTimers.pending() > 1;
    }
}
