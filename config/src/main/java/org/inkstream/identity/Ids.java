package org.inkstream.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Deterministic ids (UUID version 5, RFC 9562 §5.5): the parts are joined with the unit separator
 * U+001F, which no part may contain, so that no two different lists of parts give one name.
 */
public final class Ids {
    /** UUIDv5 of the DNS namespace and {@code inkstream.org}. */
    private static final UUID NAMESPACE =
            version5(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "inkstream.org");

    private static final String SEPARATOR = "\u001f";

    private Ids() {}

    /**
     * The id of one pass over one text of a document under one revision.
     *
     * @param pass 1 for the first, then rising with each pass that is asked for on purpose
     */
    public static String runId(String documentId, String textHash, String revision, int pass) {
        return name(documentId, textHash, revision, Integer.toString(pass));
    }

    /** The idempotency key that travels with a tool call. */
    public static String callKey(String runId, String tool, String inputHash) {
        return name(runId, tool, inputHash);
    }

    /**
     * The id of an event.
     *
     * @param what the document version, or key, attempt and call number
     */
    public static String eventId(String type, String runId, String what) {
        return name(type, runId, what);
    }

    private static String name(String... parts) {
        for (String part : parts) {
            if (part.contains(SEPARATOR)) {
                throw new IllegalArgumentException("an id part must not contain U+001F: " + part);
            }
        }
        return version5(NAMESPACE, String.join(SEPARATOR, parts)).toString();
    }

    static UUID version5(UUID namespace, String name) {
        byte[] space =
                ByteBuffer.allocate(16)
                        .putLong(namespace.getMostSignificantBits())
                        .putLong(namespace.getLeastSignificantBits())
                        .array();
        ByteBuffer hash =
                ByteBuffer.wrap(Hashes.sha1(space, name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x0000_0000_0000_5000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
