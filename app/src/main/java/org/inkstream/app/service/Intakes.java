package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.pipeline.ingest.EventSource;
import org.inkstream.pipeline.ingest.EventSource.Progress;

/**
 * Whatever brings work into this process: its sources, and on each event loop what is due. For
 * threads that may block.
 */
record Intakes(List<EventSource> sources, List<WorkflowLoop> loops) {
    /** Of all sources together; of the loops the one that has not turned for longest. */
    Progress progress() {
        return sources.stream().map(EventSource::progress).reduce(Intakes::both).orElseThrow();
    }

    private static Progress both(Progress one, Progress other) {
        return new Progress(
                one.inFlight() + other.inFlight(),
                one.waiting() + other.waiting(),
                one.paused() && other.paused(),
                Math.min(one.lastLoopNanos(), other.lastLoopNanos()));
    }

    /** Completes when nothing is in the air any more, or the sources give up at the deadline. */
    Future<Void> drain(Duration deadline) {
        List<Future<Void>> ends = new ArrayList<>();
        loops.forEach(loop -> ends.add(loop.drain()));
        sources.forEach(source -> ends.add(source.drain(deadline)));
        return Future.all(ends).mapEmpty();
    }
}
