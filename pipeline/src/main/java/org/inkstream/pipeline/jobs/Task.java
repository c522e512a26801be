package org.inkstream.pipeline.jobs;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * What is published for one letter of a job.
 *
 * @param documentId the letter, by which it is keyed
 * @param json OCR-complete data, or a task of the older system; a JSON object with a member
 */
public record Task(String documentId, String json) {
    /** By which a task says that it was asked for again; see {@code OcrEventDecoder}. */
    private static final String MARK = "replayedFrom";

    /** The same, asked for again by this mark; the same if it is empty. */
    public Task marked(String mark) {
        if (mark.isEmpty()) {
            return this;
        }
        String member = new JsonObject().put(MARK, mark).encode();
        String open = json.substring(0, json.length() - 1);
        return new Task(documentId, open + "," + member.substring(1));
    }

    public byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
