package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import java.util.function.Consumer;

/** Finds the letters that healing could make better, by looking at all that are stored. */
public interface HealCandidates {
    /** Shows each letter that has failed fields, once, in the order of the ids. */
    Future<Void> forEach(Consumer<HealCandidate> reader);

    /** Shows one letter if it has failed fields. */
    Future<Void> one(String documentId, Consumer<HealCandidate> reader);
}
