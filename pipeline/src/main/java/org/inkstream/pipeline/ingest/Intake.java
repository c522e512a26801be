package org.inkstream.pipeline.ingest;

import io.vertx.core.Future;

/** What a source hands its records to. Called on the event loop that owns the workflow. */
@FunctionalInterface
public interface Intake {
    /** Completes when the record may be settled; a failed future means lost infrastructure. */
    Future<Settlement> accept(Delivery delivery);
}
