package org.inkstream.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of members with quotes and colon, remembered: letters, calls and events have the same
 * few hundred names again and again. Thread-safe.
 */
final class JsonNames {
    /** Names that come from outside must not fill the heap. */
    private static final int MOST = 1_024;

    private static final int LONGEST = 64;

    private static final byte[] END = "\":".getBytes(StandardCharsets.US_ASCII);

    private static final Map<String, byte[]> ENCODED = new ConcurrentHashMap<>();

    private JsonNames() {}

    /** In UTF-8; not to be changed. */
    static byte[] encoded(String name) {
        byte[] known = ENCODED.get(name);
        return known == null ? remember(name) : known;
    }

    private static byte[] remember(String name) {
        byte[] escaped = JsonText.escaped(name);
        byte[] encoded = new byte[escaped.length + 3];
        encoded[0] = '"';
        System.arraycopy(escaped, 0, encoded, 1, escaped.length);
        System.arraycopy(END, 0, encoded, escaped.length + 1, END.length);
        if (name.length() <= LONGEST && ENCODED.size() < MOST) {
            ENCODED.put(name, encoded);
        }
        return encoded;
    }
}
