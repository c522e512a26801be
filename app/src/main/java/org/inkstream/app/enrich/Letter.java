package org.inkstream.app.enrich;

/**
 * A letter on its way into the topic.
 *
 * @param documentId the record key
 * @param textHash SHA-256 of its text, pages joined by U+000C
 * @param value the record value: a CloudEvent, bare event data or a task, as JSON; not copied and
 *     not to be changed
 */
// The bytes go straight to the producer; a copy of each letter would protect nobody.
@SuppressWarnings("ArrayRecordComponent")
public record Letter(String documentId, String textHash, byte[] value) {}
