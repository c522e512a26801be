package org.inkstream.app.service;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.inkstream.agents.mcp.Agents;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.metrics.Metrics;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.journal.Journal;
import org.inkstream.pipeline.journal.Reuse;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.pipeline.store.mongo.RetentionSweeper;
import org.inkstream.pipeline.workflow.Assembling;
import org.inkstream.pipeline.workflow.Jobs;
import org.inkstream.pipeline.workflow.ResultStore;
import org.inkstream.time.Timers;

/**
 * What all event loops of a process share; every part is immutable or thread-safe.
 *
 * @param revision of the configuration that runs begin with
 * @param contact with agents elsewhere, before which no letter is begun
 * @param paid what is known of the calls that cost money or GPU time
 * @param ending whether the process drains: no call is begun any more
 * @param journals makes the journal of one event loop
 * @param reuses makes what finds earlier results, for one event loop
 * @param jobs that letters belong to
 * @param setAside what becomes of runs that cannot come to their end now
 * @param mending what is done for letters that fell short and for runs that nobody works on
 * @param assembling puts letters together where no event loop waits for it
 * @param sweepers makes the sweeper of old data, for one event loop of the process
 */
record SharedParts(
        ToolCatalogue catalogue,
        ToolSchemas toolSchemas,
        Plan plan,
        LiveRevision revision,
        FirstContact contact,
        Agents agents,
        PaidCalls paid,
        BooleanSupplier ending,
        Function<Timers, Journal> journals,
        Supplier<Reuse> reuses,
        Jobs jobs,
        SetAside setAside,
        Mending mending,
        Function<Timers, RetentionSweeper> sweepers,
        Assembling assembling,
        ResultStore results,
        Announcer announcer,
        Seams seams,
        OcrEventDecoder decoder,
        ServiceEvents events,
        Metrics metrics,
        Telemetry telemetry) {

    Journal journalOn(Timers timers) {
        return journals.apply(timers);
    }
}
