package org.inkstream.pipeline.journal;

import java.util.function.Function;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.document.Received;
import org.inkstream.pipeline.document.Run;

/** What going on with a journalled run finds, without a record from a source. */
public sealed interface Resumed {
    /**
     * The run is ours.
     *
     * @param runId its id
     * @param documentId its document
     * @param event as it was received; nothing if the journal does not have it
     * @param run the run as it began, around what its event says
     */
    record Mine(
            String runId,
            String documentId,
            Received event,
            Function<OcrCompleted, Run> run,
            OpenRun open)
            implements Resumed {}

    /** A living process has it; it will be over, or its owner dead, later. */
    record Elsewhere(String owner) implements Resumed {}

    /** There is nothing left to do for it, or it is gone. */
    record Over() implements Resumed {}

    default <R> R match(
            Function<Mine, R> mine, Function<Elsewhere, R> elsewhere, Function<Over, R> over) {
        if (this instanceof Mine m) {
            return mine.apply(m);
        }
        if (this instanceof Elsewhere e) {
            return elsewhere.apply(e);
        }
        return over.apply((Over) this);
    }
}
