package org.inkstream.app.service;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.inkstream.agents.call.Breaker;
import org.inkstream.config.Settings;
import org.inkstream.metrics.PipelineMetrics;
import org.inkstream.money.Money;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.Journal;
import org.inkstream.pipeline.journal.Liveness;
import org.inkstream.pipeline.journal.Reconciler;
import org.inkstream.pipeline.journal.UnfinishedRuns;
import org.inkstream.pipeline.store.mongo.MongoStores;
import org.inkstream.pipeline.workflow.DocumentWorkflow;
import org.inkstream.pipeline.workflow.HealBudget;
import org.inkstream.pipeline.workflow.Healer;
import org.inkstream.pipeline.workflow.HealingRuns;
import org.inkstream.pipeline.workflow.UnhealedLetters;
import org.inkstream.time.Timers;

/**
 * What is done for letters that fell short and for runs that nobody works on.
 *
 * @param settings of healing and of the journal
 * @param due the index of what is to be begun later
 * @param letters those that fell short
 * @param budget what healing has cost
 * @param runs those that have not come to their end
 * @param liveness of the processes
 * @param idleHere whether an open run is this process's, and nobody works on it
 * @param decoder of events that were accepted before
 */
record Mending(
        Settings settings,
        DueStore due,
        UnhealedLetters letters,
        HealBudget.Store budget,
        UnfinishedRuns runs,
        Liveness liveness,
        Predicate<UnfinishedRuns.Run> idleHere,
        OcrEventDecoder decoder) {
    private static final int MICRO_SCALE = 6;

    static Mending of(
            Settings settings, MongoStores stores, Journals journals, OcrEventDecoder decoder) {
        return new Mending(
                settings,
                stores.due(),
                stores.unhealed(),
                stores.healBudget(),
                stores.unfinishedRuns(),
                journals.liveness(),
                journals.idleHere(),
                decoder);
    }

    /** What passes of one day may cost that happen by themselves. */
    private Money mostPerDay() {
        BigDecimal usd = BigDecimal.valueOf(settings.heal().maxCostPerDay());
        return Money.ofUsd(usd.setScale(MICRO_SCALE, RoundingMode.HALF_UP));
    }

    HealingRuns healing(
            SharedParts parts, DocumentWorkflow workflow, Journal journal, Timers timers) {
        return new HealingRuns(
                workflow,
                journal,
                parts.results(),
                due,
                parts.plan(),
                new HealBudget(budget, mostPerDay()),
                this::read,
                timers);
    }

    /**
     * @param first whether the look at the journal falls to this event loop
     */
    LoopMending on(
            boolean first, Map<String, Breaker> breakers, PipelineMetrics metrics, Timers timers) {
        Healer healer = new Healer(letters, due, timers, settings.heal(), metrics::healingPlanned);
        Reconciler reconciler =
                new Reconciler(
                        runs,
                        due,
                        liveness,
                        idleHere,
                        timers,
                        settings.journal().reconcileAfter(),
                        settings.journal().reconcileEvery(),
                        metrics::reconciled);
        return new LoopMending(
                healer, breakers, reconciler, settings.budgets().zone(), first, timers);
    }

    private Optional<OcrCompleted> read(Received received) {
        return decoder.decode(received)
                .match(decoded -> Optional.of(decoded.event()), rejected -> Optional.empty());
    }
}
