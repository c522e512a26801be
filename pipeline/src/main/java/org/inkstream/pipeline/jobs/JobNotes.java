package org.inkstream.pipeline.jobs;

import io.vertx.core.Future;
import java.util.Set;

/** What workers tell the coordinator through the store, and hear from it. */
public interface JobNotes {
    /**
     * Keeps what is said of a letter, in the place of what was said before. Nothing happens if no
     * job has listed the letter. Completes when it is durable.
     */
    Future<Void> note(String jobId, String documentId, Note note);

    /** The jobs that are cancelled now. */
    Future<Set<String>> cancelled();
}
