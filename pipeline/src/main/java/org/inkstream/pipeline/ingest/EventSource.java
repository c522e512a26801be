package org.inkstream.pipeline.ingest;

import io.vertx.core.Future;
import java.time.Duration;

/** Where OCR-complete events come from. */
public interface EventSource {
    /** Begins to deliver. Completes when the source is reachable and subscribed. */
    Future<Void> start();

    /**
     * Stops taking new records, waits for those in the air, settles them and leaves. Completes when
     * all has ended or the deadline is over.
     */
    Future<Void> drain(Duration deadline);

    /** For health: when the source last made progress, as {@link System#nanoTime()} readings. */
    Progress progress();

    /**
     * @param inFlight records handed out and not settled
     * @param waiting records that wait for a later try
     * @param paused whether intake is held back
     * @param lastLoopNanos monotonic reading of the last turn of the source's own loop
     */
    record Progress(int inFlight, int waiting, boolean paused, long lastLoopNanos) {}
}
