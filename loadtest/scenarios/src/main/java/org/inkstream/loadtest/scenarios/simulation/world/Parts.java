package org.inkstream.loadtest.scenarios.simulation.world;

import org.inkstream.agents.call.Agent;
import org.inkstream.pipeline.ingest.Intake;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.Lease;
import org.inkstream.pipeline.journal.OwnerStore;
import org.inkstream.pipeline.journal.RunStore;
import org.inkstream.pipeline.journal.UnfinishedRuns;
import org.inkstream.pipeline.publish.Announcer;
import org.inkstream.pipeline.workflow.ResultStore;

/** What a test exchanges in every process, to see whether the simulation notices. */
interface Parts {
    /** Everything as it is. */
    Parts HONEST = new Parts() {};

    default RunStore runs(RunStore honest) {
        return honest;
    }

    default OwnerStore owners(OwnerStore honest) {
        return honest;
    }

    default ResultStore results(ResultStore honest) {
        return honest;
    }

    default Announcer announcer(Announcer honest) {
        return honest;
    }

    default Lease lease(Lease honest) {
        return honest;
    }

    default Intake intake(Intake honest) {
        return honest;
    }

    default Agent agent(Agent honest) {
        return honest;
    }

    default DueStore due(DueStore honest) {
        return honest;
    }

    default UnfinishedRuns unfinished(UnfinishedRuns honest) {
        return honest;
    }

    /**
     * @param offset that the source has committed
     * @param position up to which records were fetched
     */
    default long committed(long offset, long position) {
        return offset;
    }

    /** How many calls may leave at once where there are so many connections. */
    default int places(int connections) {
        return connections;
    }

    /** Whether the store looks at owner and epoch. */
    default boolean storeFences() {
        return true;
    }

    /** Whether agents that promise to know keys do know them. */
    default boolean keysAreKept() {
        return true;
    }
}
