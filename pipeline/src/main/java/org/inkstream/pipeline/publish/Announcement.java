package org.inkstream.pipeline.publish;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * Something that happened, on its way out as a CloudEvent.
 *
 * @param type which event
 * @param id deterministic, so that a repeated announcement repeats the id
 * @param documentId the letter; the record key
 * @param time when it happened
 * @param data the payload, as its JSON Schema says
 */
public record Announcement(
        EventType type, String id, String documentId, Instant time, JsonObject data) {}
