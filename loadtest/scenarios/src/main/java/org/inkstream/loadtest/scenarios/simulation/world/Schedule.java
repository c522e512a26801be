package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.PriorityQueue;

/**
 * Virtual time and what is to happen: events run one after the other, in the order of their due
 * times. An event belongs to a host, and happens only while that lives.
 */
final class Schedule {
    /** Whoever an event happens to. */
    interface Host {
        String name();

        /** Whether its events are dropped. */
        boolean gone();

        /** Whether its events wait, in the order in which they came due. */
        boolean frozen();

        void hold(Event event);
    }

    /** What lives as long as the world does. */
    static final Host WORLD =
            new Host() {
                @Override
                public String name() {
                    return "world";
                }

                @Override
                public boolean gone() {
                    return false;
                }

                @Override
                public boolean frozen() {
                    return false;
                }

                @Override
                public void hold(Event event) {
                    throw new IllegalStateException("the world does not freeze");
                }
            };

    private final PriorityQueue<Event> due = new PriorityQueue<>();
    private final Trace trace;
    private long nowNanos;
    private long sequence;

    Schedule(Trace trace) {
        this.trace = trace;
    }

    long nowNanos() {
        return nowNanos;
    }

    Event in(long delayNanos, Host host, String what, String detail, Runnable task) {
        Event event =
                new Event(nowNanos + Math.max(0, delayNanos), sequence++, host, what, detail, task);
        due.add(event);
        return event;
    }

    /** An event that was held happens now. */
    void release(Event held) {
        if (!held.cancelled) {
            due.add(
                    new Event(
                            nowNanos, sequence++, held.host, held.what, held.detail, held::happen));
        }
    }

    /** Notes what happened without being an event. */
    void note(String who, String what, String detail) {
        trace.add(nowNanos, who, what, detail);
    }

    /**
     * The next event that is due until then; if there is none, time goes on until then.
     *
     * @return false if nothing happened
     */
    boolean step(long untilNanos) {
        for (Event next = due.peek();
                next != null && next.dueNanos <= untilNanos;
                next = due.peek()) {
            due.remove();
            nowNanos = Math.max(nowNanos, next.dueNanos);
            if (next.cancelled || next.host.gone()) {
                continue;
            }
            if (next.host.frozen()) {
                next.host.hold(next);
                continue;
            }
            trace.add(nowNanos, next.host.name(), next.what, next.detail);
            next.happen();
            return true;
        }
        nowNanos = Math.max(nowNanos, untilNanos);
        return false;
    }

    /** Something that is to happen once. */
    static final class Event implements Comparable<Event> {
        private final long dueNanos;
        private final long sequence;
        private final Host host;
        private final String what;
        private final String detail;
        private final Runnable task;
        private boolean cancelled;
        private boolean happened;

        private Event(
                long dueNanos,
                long sequence,
                Host host,
                String what,
                String detail,
                Runnable task) {
            this.dueNanos = dueNanos;
            this.sequence = sequence;
            this.host = host;
            this.what = what;
            this.detail = detail;
            this.task = task;
        }

        private void happen() {
            if (!cancelled && !happened) {
                happened = true;
                task.run();
            }
        }

        /** Whether it will not happen because of this call. */
        boolean cancel() {
            boolean pending = !cancelled && !happened;
            cancelled = true;
            return pending;
        }

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(dueNanos, other.dueNanos);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }
}
