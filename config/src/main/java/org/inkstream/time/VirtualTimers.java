package org.inkstream.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that moves only when a test says so. Tasks run on the thread that calls {@link #advance}, in
 * the order of their due time, and in the order of their creation where that is equal. Not
 * thread-safe.
 */
public final class VirtualTimers implements Timers {
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Entry> due =
            new PriorityQueue<>(
                    Comparator.comparingLong(Entry::dueNanos).thenComparingLong(Entry::sequence));
    private long nowNanos;
    private long sequence;

    @Override
    public Instant now() {
        return EPOCH.plusNanos(nowNanos);
    }

    @Override
    public long monotonicNanos() {
        return nowNanos;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Entry entry = new Entry(nowNanos + Math.max(0, delay.toNanos()), sequence++, task);
        due.add(entry);
        return () -> due.remove(entry);
    }

    /** Moves the clock on and runs everything that becomes due, including what that work adds. */
    public void advance(Duration by) {
        long until = nowNanos + by.toNanos();
        for (Entry next = due.peek(); next != null && next.dueNanos() <= until; next = due.peek()) {
            due.remove();
            nowNanos = Math.max(nowNanos, next.dueNanos());
            next.task().run();
        }
        nowNanos = until;
    }

    /** How many timers are waiting; tests check that none outlives its call. */
    public int pending() {
        return due.size();
    }

    private record Entry(long dueNanos, long sequence, Runnable task) {}
}
