package org.inkstream.pipeline.ingest;

import io.vertx.core.Future;

/** Where records go that will never succeed. */
@FunctionalInterface
public interface DeadLetters {
    /** Completes when the letter is durable; only then may its record be settled. */
    Future<Void> bury(DeadLetter letter);
}
