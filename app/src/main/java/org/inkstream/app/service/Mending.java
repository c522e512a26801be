package org.inkstream.app.service;

import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.call.Breaker;
import org.inkstream.config.Settings;
import org.inkstream.metrics.PipelineMetrics;
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
 * @param runs those that have not come to their end
 * @param liveness of the processes
 * @param decoder of events that were accepted before
 */
record Mending(
        Settings settings,
        DueStore due,
        UnhealedLetters letters,
        UnfinishedRuns runs,
        Liveness liveness,
        OcrEventDecoder decoder) {

    static Mending of(
            Settings settings, MongoStores stores, Liveness liveness, OcrEventDecoder decoder) {
        return new Mending(
                settings,
                stores.due(),
                stores.unhealed(),
                stores.unfinishedRuns(),
                liveness,
                decoder);
    }

    HealingRuns healing(
            SharedParts parts, DocumentWorkflow workflow, Journal journal, Timers timers) {
        return new HealingRuns(
                workflow, journal, parts.results(), due, parts.plan(), this::read, timers);
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
                        timers,
                        settings.journal().reconcileAfter(),
                        settings.journal().reconcileEvery(),
                        metrics::reconciled);
        return new LoopMending(
                healer,
                new ReturningAgents(timers, breakers, healer::agentIsBack),
                reconciler,
                first);
    }

    private Optional<OcrCompleted> read(Received received) {
        return decoder.decode(received)
                .match(decoded -> Optional.of(decoded.event()), rejected -> Optional.empty());
    }
}
