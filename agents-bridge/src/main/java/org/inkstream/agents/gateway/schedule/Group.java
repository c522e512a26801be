package org.inkstream.agents.gateway.schedule;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one document on one model, which are best worked on one after another or together, but
 * not among those of other documents.
 */
final class Group {
    final String key;
    final Lane lane;
    final String collection;
    final int priority;

    /** Tells groups apart that are equal in everything else. */
    final long number;

    /** Its place among those of its collection: when it came, later the more there is to do. */
    final long rank;

    /** In the order in which they came. */
    private final Set<Entry> waiting = new LinkedHashSet<>();

    /** Since when it stands in its lane's queue. */
    long queuedAt;

    /** Whether a placement works on it, or else it stands in its lane's queue if anything waits. */
    boolean held;

    /** Calls that are worked on. */
    int running;

    /** The call that reads the document ahead of the others, null if none does now. */
    @Nullable Entry reader;

    /** Whether the server has read the document for the group. */
    boolean read;

    /** Calls that are announced and have not come. */
    private int announced;

    Group(String key, Lane lane, Ask first, long number, long rank) {
        this.key = key;
        this.lane = lane;
        this.collection = first.collection();
        this.priority = first.priority();
        this.number = number;
        this.rank = rank;
    }

    /** Each call tells how many come together: the first of them announces the others. */
    void add(Entry entry) {
        announced = announced > 0 ? announced - 1 : Math.max(0, entry.ask.groupSize() - 1);
        waiting.add(entry);
    }

    void remove(Entry entry) {
        waiting.remove(entry);
    }

    Entry first() {
        return waiting.iterator().next();
    }

    Set<Entry> waiting() {
        return waiting;
    }

    boolean anyWaits() {
        return !waiting.isEmpty();
    }

    boolean moreAnnounced() {
        return announced > 0;
    }

    boolean isOver() {
        return waiting.isEmpty() && running == 0;
    }
}
