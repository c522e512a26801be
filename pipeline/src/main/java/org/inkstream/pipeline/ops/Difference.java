package org.inkstream.pipeline.ops;

import io.vertx.core.json.JsonObject;

/**
 * One thing that two results do not have in common.
 *
 * @param document id of the letter
 * @param path where, empty for the whole letter
 * @param left what the first result has there, as JSON or in words
 * @param right what the second has
 */
record Difference(String document, String path, String left, String right) {
    JsonObject toJson() {
        return new JsonObject()
                .put("document", document)
                .put("path", path)
                .put("left", left)
                .put("right", right);
    }

    @Override
    public String toString() {
        String where = path.isEmpty() ? document : document + " " + path;
        return "%s: %s | %s".formatted(where, left, right);
    }
}
