package org.inkstream.pipeline.ingest;

import io.vertx.core.Future;

/** What a source hands its records to. Called on the event loop that owns the workflow. */
@FunctionalInterface
public interface Intake {
    /** Completes when the record may be settled; a failed future means lost infrastructure. */
    Future<Settlement> accept(Delivery delivery);

    /**
     * The same for sources that hold a record for a short time only, while a letter may take hours.
     *
     * @param accepted run at most once, before the future completes, when everything that the
     *     letter's end needs is durable, whoever brings that about: the source may forget the
     *     record then. Where it is never run, only the settlement says so.
     */
    default Future<Settlement> accept(Delivery delivery, Runnable accepted) {
        return accept(delivery);
    }
}
