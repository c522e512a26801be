package org.inkstream.pipeline.ingest.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Which offsets of one partition may be committed: everything below the first record that is not
 * settled. The mark never passes an unsettled record and never goes back. Not thread-safe: used on
 * the poll thread only.
 */
final class OffsetLedger {
    private static final long NONE = -1;

    private final Deque<Entry> open = new ArrayDeque<>();
    private long last = NONE;
    private long mark = NONE;
    private long committed = NONE;

    /**
     * A record was taken from the log.
     *
     * @param offset higher than every offset taken before; gaps are allowed
     */
    Entry take(long offset) {
        if (!follows(offset)) {
            throw new IllegalArgumentException(
                    "offset " + offset + " does not follow offset " + last);
        }
        last = offset;
        Entry entry = new Entry(offset);
        open.add(entry);
        return entry;
    }

    /** Whether this offset may be taken now; false means that the log was wound back. */
    boolean follows(long offset) {
        return offset > last;
    }

    /** Nothing will have to follow from the record any more. Repeating it changes nothing. */
    void settle(Entry entry) {
        entry.settled = true;
        for (Entry first = open.peek(); first != null && first.settled; first = open.peek()) {
            mark = first.offset + 1;
            open.remove();
        }
    }

    /** The offset to commit, which is the next one to read; empty if the broker knows it. */
    OptionalLong toCommit() {
        return mark > committed ? OptionalLong.of(mark) : OptionalLong.empty();
    }

    /** The broker has it. A late answer about a lower offset changes nothing. */
    void committed(long offset) {
        committed = Math.max(committed, offset);
    }

    /** Records from the first that is not settled on, settled ones behind it included. */
    int open() {
        return open.size();
    }

    /** One record on its way. */
    static final class Entry {
        private final long offset;
        private boolean settled;

        private Entry(long offset) {
            this.offset = offset;
        }
    }
}
