package org.inkstream.pipeline.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Which ids were seen, in eight bytes for each, because there are many for each letter. That one is
 * taken for another does not happen before there are thousands of millions. Used on one thread.
 */
final class Fingerprints {
    private long[] seen = new long[1024];
    private int count;
    private boolean sorted = true;

    void add(String id) {
        if (count == seen.length) {
            seen = Arrays.copyOf(seen, seen.length * 2);
        }
        seen[count++] = of(id);
        sorted = false;
    }

    boolean contains(String id) {
        if (!sorted) {
            Arrays.sort(seen, 0, count);
            sorted = true;
        }
        return Arrays.binarySearch(seen, 0, count, of(id)) >= 0;
    }

    private static long of(String id) {
        UUID hash = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
        return hash.getMostSignificantBits() ^ hash.getLeastSignificantBits();
    }
}
