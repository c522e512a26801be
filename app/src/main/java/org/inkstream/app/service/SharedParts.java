package org.inkstream.app.service;

import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.inkstream.agents.mcp.Agents;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.metrics.Metrics;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.journal.Journal;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.pipeline.store.mongo.RetentionSweeper;
import org.inkstream.pipeline.workflow.Assembler;
import org.inkstream.pipeline.workflow.ResultStore;
import org.inkstream.time.Timers;

/**
 * What all event loops of a process share; every part is immutable or thread-safe.
 *
 * @param revision of the configuration that runs begin with
 * @param contact with agents elsewhere, before which no letter is begun
 * @param agentsThatCost the agents whose calls cost money or GPU time
 * @param ending whether the process drains: no call is begun any more
 * @param journals makes the journal of one event loop
 * @param setAside what becomes of runs that cannot come to their end now
 * @param sweepers makes the sweeper of old data, for one event loop of the process
 */
record SharedParts(
        ToolCatalogue catalogue,
        ToolSchemas toolSchemas,
        Plan plan,
        LiveRevision revision,
        FirstContact contact,
        Agents agents,
        Set<String> agentsThatCost,
        BooleanSupplier ending,
        Function<Timers, Journal> journals,
        SetAside setAside,
        Function<Timers, RetentionSweeper> sweepers,
        Assembler assembly,
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
