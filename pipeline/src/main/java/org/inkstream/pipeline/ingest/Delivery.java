package org.inkstream.pipeline.ingest;

import java.util.Map;

/**
 * One record from a source. The byte array is not copied and must not be changed.
 *
 * @param origin where it stands, for people and dead-letter headers
 * @param key record key, empty if it has none
 * @param value the bytes as received
 * @param headers text headers, names in lower case
 */
// A copy of up to 2 MiB per record only for a defensive habit would cost more than it protects.
@SuppressWarnings("ArrayRecordComponent")
public record Delivery(Origin origin, String key, byte[] value, Map<String, String> headers) {
    /** Header with the id of its message, where the source has no offsets but ids. */
    public static final String MESSAGE_ID = "message-id";

    /**
     * @param topic topic or channel
     * @param partition zero or more; -1 where the source has none
     * @param offset zero or more; -1 where the source has none
     */
    public record Origin(String topic, int partition, long offset) {}
}
