package org.inkstream.pipeline.document;

import io.vertx.core.json.JsonObject;

/**
 * Where in the text a value stands.
 *
 * @param start first code point of the quote, counted from zero
 * @param end code point after the quote, greater than {@code start}
 * @param quote the text between the two, character by character
 * @param item index of the list item that it proves; -1 where the value is no list
 */
public record Evidence(int start, int end, String quote, int item) {
    /** The {@link #item} of a value that is no list. */
    public static final int WHOLE = -1;

    public Evidence {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("no stretch of text from " + start + " to " + end);
        }
    }

    public static Evidence fromJson(JsonObject json) {
        return new Evidence(
                json.getInteger("start"),
                json.getInteger("end"),
                json.getString("quote", ""),
                json.getInteger("item", WHOLE));
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject().put("start", start).put("end", end).put("quote", quote);
        return item == WHOLE ? json : json.put("item", item);
    }
}
