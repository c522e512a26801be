package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.function.Function;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.journal.DueStore;
import org.inkstream.pipeline.journal.DueStore.Kind;
import org.inkstream.pipeline.journal.OpenRun;

/**
 * Puts runs aside until they are due. The journal says so first, and the index follows; who finds a
 * parked run puts it into the index again, so that it does not matter between which two writes a
 * process dies. Used on one event loop.
 */
public final class ParkedRuns {
    private final DueStore due;
    private final Function<Received, OcrCompleted> reader;

    /**
     * @param reader of events that were accepted before; throws what it cannot read
     */
    public ParkedRuns(DueStore due, Function<Received, OcrCompleted> reader) {
        this.due = due;
        this.reader = reader;
    }

    /** Completes when the run is durably put aside: it then takes no place in this process. */
    Future<Void> park(Run run, OpenRun open, SittingEnd.Waiting waiting) {
        return open.park(waiting.tried(), waiting.due())
                .compose(parked -> index(run, waiting.due()));
    }

    /** Makes sure that somebody will begin the run again. */
    Future<Void> index(Run run, Instant at) {
        return due.put(
                new DueStore.Entry(
                        run.id(),
                        Kind.RETRY,
                        run.documentId(),
                        run.event().collectionId(),
                        at,
                        new JsonObject()));
    }

    /** Nothing is left to be begun again. */
    Future<Void> over(String runId) {
        return due.remove(runId);
    }

    /** The event of a run that goes on; throws if the journal does not have it. */
    OcrCompleted read(Received received) {
        if (received.isNothing()) {
            throw new IllegalStateException("its event is not in the journal");
        }
        return reader.apply(received);
    }
}
