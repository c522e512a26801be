package org.inkstream.pipeline.ingest;

/**
 * Ends the decoding of a record from whatever depth; {@link OcrEventDecoder} turns it into a value.
 */
final class BadRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason for people; names no text of the letter
     */
    BadRecord(String reason) {
        super(reason, null, false, false);
    }

    /** The reason, for people. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
