package org.inkstream.app.enrich;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What the summary says of one enriched letter; a part that was not found is empty.
 *
 * @param documentId the letter
 * @param type letter, telegram, …
 * @param from sender
 * @param to recipient
 * @param date as precise as it is known
 * @param score share of the applicable fields that are resolved, 0 to 1
 * @param verdict {@code publish} or {@code needs_review}
 * @param reasons why it needs review, weightiest first
 */
record LetterRow(
        String documentId,
        String type,
        String from,
        String to,
        String date,
        double score,
        String verdict,
        JsonArray reasons) {

    /**
     * @param document the enriched letter as it was announced
     */
    static LetterRow of(JsonObject document) {
        JsonObject data = object(document, "enriched_data");
        JsonObject letter = object(data, "document");
        JsonObject people = object(letter, "correspondence");
        JsonObject quality = object(document, "quality_metrics");
        return new LetterRow(
                text(document, "documentId"),
                text(object(data, "metadata"), "document_type"),
                text(object(people, "sender"), "name"),
                text(object(people, "recipient"), "name"),
                text(object(letter, "date"), "creation_date"),
                quality.getValue("completeness_score") instanceof Number score
                        ? score.doubleValue()
                        : 0,
                text(quality, "verdict"),
                quality.getValue("reasons") instanceof JsonArray reasons
                        ? reasons
                        : new JsonArray());
    }

    boolean publishable() {
        return verdict.equals("publish");
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("documentId", documentId)
                .put("type", type)
                .put("from", from)
                .put("to", to)
                .put("date", date)
                .put("score", score)
                .put("verdict", verdict)
                .put("reasons", reasons);
    }

    private static JsonObject object(JsonObject json, String key) {
        return json.getValue(key) instanceof JsonObject object ? object : new JsonObject();
    }

    private static String text(JsonObject json, String key) {
        return json.getValue(key) instanceof String text ? text : "";
    }
}
