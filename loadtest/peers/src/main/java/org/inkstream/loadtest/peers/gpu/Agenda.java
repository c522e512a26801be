package org.inkstream.loadtest.peers.gpu;

import java.util.Comparator;
import java.util.TreeSet;

/** What is to happen at known times, in order of time and then of entry. */
final class Agenda {
    private final TreeSet<Entry> entries =
            new TreeSet<>(Comparator.comparingDouble(Entry::at).thenComparingLong(Entry::sequence));
    private long sequence;

    /** One thing to do. */
    record Entry(double at, long sequence, Runnable task) {}

    Entry at(double nanos, Runnable task) {
        sequence++;
        Entry entry = new Entry(nanos, sequence, task);
        entries.add(entry);
        return entry;
    }

    /** Does nothing if it has happened or was cancelled. */
    void cancel(Entry entry) {
        entries.remove(entry);
    }

    void clear() {
        entries.clear();
    }

    /** When the next one is due; infinitely late if there is none. */
    double next() {
        return entries.isEmpty() ? Double.POSITIVE_INFINITY : entries.first().at();
    }

    /** Does what is due, also what that adds for now. */
    void run(double now) {
        while (next() <= now) {
            Entry due = entries.first();
            entries.remove(due);
            due.task().run();
        }
    }
}
