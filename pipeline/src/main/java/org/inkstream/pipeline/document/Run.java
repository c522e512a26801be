package org.inkstream.pipeline.document;

import java.time.Instant;
import org.inkstream.identity.Ids;

/**
 * One journalled pass over one text of a document under one revision.
 *
 * @param id UUIDv5 of document, text hash, revision and pass
 * @param event what it works on
 * @param revision hash of catalogue, prompts, routes and extractor version that it began with
 * @param pass 1 for the first
 * @param startedAt when it was first opened
 */
public record Run(String id, OcrCompleted event, String revision, int pass, Instant startedAt) {
    public static Run first(OcrCompleted event, String revision, Instant now) {
        String id = Ids.runId(event.documentId(), event.textHash(), revision, 1);
        return new Run(id, event, revision, 1, now);
    }

    /** Whether nothing is stored of the letter by an earlier pass. */
    public boolean isFirst() {
        return pass == 1;
    }

    /** The next pass over the same text under the same revision. */
    public Run nextPass(Instant now) {
        int next = pass + 1;
        String nextId = Ids.runId(event.documentId(), event.textHash(), revision, next);
        return new Run(nextId, event, revision, next, now);
    }

    public String documentId() {
        return event.documentId();
    }
}
