package org.inkstream.app.service;

import java.time.Duration;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.metrics.PipelineMetrics;
import org.inkstream.pipeline.ingest.SourceMeter;

/** Turns what the source does into meters. */
final class SourceCounts implements SourceMeter {
    private final PipelineMetrics metrics;
    private final Runnable again;

    // Owned by the poll thread, which is the only one that says how things stand.
    private int inFlight;
    private int waiting;

    SourceCounts(PipelineMetrics metrics) {
        this(metrics, () -> {});
    }

    /**
     * @param again told of each message that was delivered before
     */
    SourceCounts(PipelineMetrics metrics, Runnable again) {
        this.metrics = metrics;
        this.again = again;
    }

    @Override
    public void redelivered() {
        again.run();
    }

    @Override
    public void settled() {
        metrics.recordSettled("done");
    }

    @Override
    public void postponed() {
        metrics.recordSettled("retry_later");
    }

    @Override
    public void buried(ErrorClass errorClass) {
        metrics.recordSettled("parked");
        metrics.deadLettered(errorClass.wireName());
        metrics.documentEnded("dead_lettered", Duration.ZERO);
    }

    @Override
    public void standing(int inFlightNow, int waitingNow, boolean intakeStopped) {
        metrics.inFlight().add(inFlightNow - inFlight);
        metrics.waiting().add(waitingNow - waiting);
        inFlight = inFlightNow;
        waiting = waitingNow;
    }
}
