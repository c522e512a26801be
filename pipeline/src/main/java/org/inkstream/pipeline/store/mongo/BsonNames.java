package org.inkstream.pipeline.store.mongo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of members as the store has them, remembered: what is stored has the same few hundred
 * names again and again. Thread-safe.
 */
final class BsonNames {
    /** Names that come from outside must not fill the heap. */
    private static final int MOST = 1_024;

    private static final int LONGEST = 64;

    private static final Map<String, byte[]> ENCODED = new ConcurrentHashMap<>();

    private BsonNames() {}

    /**
     * With the zero at its end; not to be changed.
     *
     * @throws IllegalArgumentException if there is a zero in the name
     */
    static byte[] encoded(String name) {
        byte[] known = ENCODED.get(name);
        return known == null ? remember(name) : known;
    }

    private static byte[] remember(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name in the store cannot have a zero in it");
        }
        byte[] encoded = terminated(name);
        if (name.length() <= LONGEST && ENCODED.size() < MOST) {
            ENCODED.put(name, encoded);
        }
        return encoded;
    }

    static byte[] terminated(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(utf8, utf8.length + 1);
    }
}
