package org.inkstream.loadtest.peers.gpu;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Blocks of a paged cache. Named blocks hold beginnings of prompts and may be shared; while nobody
 * uses one it stays until its room is wanted, least recently used first. The others belong to one
 * sequence each and are only counted.
 */
final class KvCache {
    private final int capacity;
    private final Map<Long, Integer> users = new HashMap<>();
    private final Set<Long> unused = new LinkedHashSet<>();
    private int unnamed;

    KvCache(int capacity) {
        this.capacity = capacity;
    }

    /** How many of the first {@code limit} blocks are there, without a gap. */
    int matched(long[] names, int limit) {
        int most = Math.min(limit, names.length);
        int matched = 0;
        while (matched < most && holds(names[matched])) {
            matched++;
        }
        return matched;
    }

    private boolean holds(long name) {
        return users.containsKey(name) || unused.contains(name);
    }

    /** Uses the first {@code count} blocks, which must be there. */
    void pin(long[] names, int count) {
        for (int at = 0; at < count; at++) {
            unused.remove(names[at]);
            users.merge(names[at], 1, Integer::sum);
        }
    }

    /**
     * The last block becomes the oldest of them: a beginning is worth more than what follows it.
     */
    void unpin(long[] names, int count) {
        for (int at = count - 1; at >= 0; at--) {
            if (users.merge(names[at], -1, Integer::sum) == 0) {
                users.remove(names[at]);
                unused.add(names[at]);
            }
        }
    }

    /**
     * Gives an unnamed block in use a name.
     *
     * @return false if there is one of that name, so that this one stays unnamed
     */
    boolean publish(long name) {
        if (holds(name)) {
            return false;
        }
        users.put(name, 1);
        unnamed--;
        return true;
    }

    /** How many unnamed blocks there are; makes room for them. */
    void unnamed(int blocks) {
        unnamed = blocks;
        Iterator<Long> oldest = unused.iterator();
        while (users.size() + unused.size() + unnamed > capacity && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }

    /** Blocks that nobody uses; negative if more are wanted than there are. */
    int free() {
        return capacity - users.size() - unnamed;
    }

    double usage() {
        return (double) (capacity - free()) / capacity;
    }

    void forget() {
        users.clear();
        unused.clear();
        unnamed = 0;
    }
}
