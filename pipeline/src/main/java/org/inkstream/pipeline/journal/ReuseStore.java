package org.inkstream.pipeline.journal;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;

/** The {@code reuse} collection: which run read which text last. It holds no text itself. */
public interface ReuseStore {
    /** The runs of those texts that were read before, by text hash. */
    Future<Map<String, String>> find(Collection<String> textHashes);

    /** Completes when these are durable; each takes the place of what was known of its text. */
    Future<Void> put(Collection<Pointer> pointers);

    /**
     * @param runId whose results in the journal may be used again
     * @param documentId of the run, with which the pointer is erased
     */
    record Pointer(String textHash, String runId, String documentId) {}
}
