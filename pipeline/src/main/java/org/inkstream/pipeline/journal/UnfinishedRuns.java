package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/**
 * The runs of the journal that have not come to their end, read in slices, so that no look at them
 * holds the journal up: run ids are hashes, so each slice holds about as many.
 */
public interface UnfinishedRuns {
    int SLICES = 256;

    /** How many slices there are. */
    default int slices() {
        return SLICES;
    }

    /**
     * @param slice 0 up to {@link #slices}
     * @param openedBefore younger ones are left out
     */
    Future<List<Run>> unfinished(int slice, Instant openedBefore);

    /**
     * @param state {@code open} or {@code parked}
     * @param owner who has it, or had it last
     * @param dueAt when a parked one is to be begun again
     */
    record Run(
            String id,
            String documentId,
            String collectionId,
            String state,
            String owner,
            Instant openedAt,
            Instant dueAt) {
        public boolean isParked() {
            return state.equals("parked");
        }
    }
}
