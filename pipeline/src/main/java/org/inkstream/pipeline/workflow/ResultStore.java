package org.inkstream.pipeline.workflow;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Where the results of a run become durable. Every method may be repeated after a crash. */
public interface ResultStore {
    /** The letter is not what it was when it was read. */
    int MOVED_ON = 0;

    /**
     * Makes {@code document} the current one of its {@code _id}. If the stored one came from
     * another run, that goes to {@code enriched_history} and the version rises; if it came from the
     * same run, the version stays. A run that was succeeded by another and repeats its save changes
     * nothing, and gets the version that it had.
     *
     * @param document in the form of {@code enriched_documents}, with {@code runId}, without {@code
     *     version}
     * @return the version that it was stored under, 1 for the first
     */
    Future<Integer> save(JsonObject document);

    /**
     * Saves like {@link #save}, but only in the place of version {@code over}: what a person or
     * another run has made of the letter since it was read is not lost.
     *
     * @return the version that it was stored under, or {@link #MOVED_ON} if another one is current
     *     now and nothing was written
     */
    default Future<Integer> replace(JsonObject document, int over) {
        // Good enough where nobody else writes.
        return save(document);
    }

    /** The current document with its version, or an empty object if there is none. */
    Future<JsonObject> read(String documentId);

    /**
     * The version of a letter that this run has saved, with its number, whether or not another has
     * taken its place; an empty object if the run has saved none.
     */
    default Future<JsonObject> saved(String documentId, String runId) {
        // Good enough where nobody else writes.
        return read(documentId)
                .map(
                        current ->
                                runId.equals(current.getString("runId"))
                                        ? current
                                        : new JsonObject());
    }

    /**
     * Notes what failed in a letter, so that it is found when the agent is back; in the place of
     * what was noted about the letter before.
     */
    default Future<Void> noteUnhealed(UnhealedLetters.Letter letter) {
        return Future.succeededFuture();
    }

    /** Notes that nothing is left to heal in a letter. */
    default Future<Void> noteHealed(String documentId) {
        return Future.succeededFuture();
    }

    /** Adds cost records; one whose deterministic {@code _id} is there already is left alone. */
    Future<Void> recordCosts(List<JsonObject> records);

    /** Takes a review item back that still waits: the letter that it is about is history. */
    default Future<Void> withdrawReview(String itemId) {
        return Future.succeededFuture();
    }

    /** Adds a review item; one whose deterministic {@code _id} is there already is left alone. */
    Future<Void> requestReview(JsonObject item);
}
