package org.inkstream.pipeline.audit;

import io.vertx.core.Future;

/** Where the books are. */
@FunctionalInterface
public interface AuditStore {
    /**
     * Reads the whole of jobs, journal, index of due runs, letters, their history, costs, reviews
     * and erasures, in this order, into {@code side}; completes when all of it is told.
     */
    Future<StoreSide> read(StoreSide side);
}
