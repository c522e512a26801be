package org.inkstream.pipeline.review;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.inkstream.identity.Ids;
import org.inkstream.pipeline.document.Run;
import org.inkstream.pipeline.document.Verdict;
import org.inkstream.time.Iso;

/**
 * A letter that waits for a person.
 *
 * @param id deterministic: asking again for the same run repeats it
 * @param run that made the letter as it is
 * @param verdict why
 * @param at when it was asked for
 */
public record ReviewItem(String id, Run run, Verdict.NeedsReview verdict, Instant at) {
    private static final String TYPE = "review";

    /** The item, or none if the letter may be published. */
    public static Optional<ReviewItem> of(Run run, Verdict verdict, Instant now) {
        String id = idOf(run.id(), run.documentId());
        return verdict.match(
                publish -> Optional.empty(),
                needsReview -> Optional.of(new ReviewItem(id, run, needsReview, now)));
    }

    /** The id of the item about the letter as this run made it, whether or not there is one. */
    public static String idOf(String runId, String documentId) {
        return Ids.eventId(TYPE, runId, documentId);
    }

    /**
     * Higher goes first: the letter's own priority; among equals those where something is wrong
     * before those that were only picked to check the rest.
     */
    public int priority() {
        boolean onlySampled =
                verdict.reasons().stream()
                        .allMatch(reason -> reason.kind() == Verdict.ReasonKind.SAMPLING);
        return 2 * run.event().priority() + (onlySampled ? 0 : 1);
    }

    /** The form in {@code review_queue}. */
    public JsonObject toJson() {
        String time = Iso.text(at);
        return new JsonObject()
                .put("_id", id)
                .put("documentId", run.documentId())
                .put("collectionId", run.event().collectionId())
                .put("jobId", run.event().jobId())
                .put("runId", run.id())
                .put("status", "pending")
                .put("priority", priority())
                .put("reasons", verdict.reasonsToJson())
                .put("created_at", time)
                .put("updated_at", time);
    }
}
