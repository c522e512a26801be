package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.pipeline.ingest.EventSource;

/**
 * Whatever brings work into this process: the source, and on each event loop what is due. For
 * threads that may block.
 */
record Intakes(EventSource source, List<WorkflowLoop> loops) {
    EventSource.Progress progress() {
        return source.progress();
    }

    /** Completes when nothing is in the air any more, or the source gives up at the deadline. */
    Future<Void> drain(Duration deadline) {
        List<Future<Void>> ends = new ArrayList<>();
        loops.forEach(loop -> ends.add(loop.drain()));
        ends.add(source.drain(deadline));
        return Future.all(ends).mapEmpty();
    }
}
