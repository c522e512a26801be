package org.inkstream.pipeline.ingest.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The records held at once: those in the air, those fetched and not handed out yet, and those that
 * wait for a later try. Says what may be handed out and when intake must stop. Not thread-safe:
 * used on the poll thread only.
 */
final class Window {
    private final SourceLimits limits;
    private final Deque<Ticket> ready = new ArrayDeque<>();
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(
                    Comparator.comparingLong(Waiting::dueNanos)
                            .thenComparingLong(Waiting::sequence));
    private long sequence;
    private int inFlight;
    private long heldBytes;
    private boolean closed;

    Window(SourceLimits limits) {
        this.limits = limits;
    }

    void add(Ticket ticket) {
        ready.add(ticket);
        heldBytes += ticket.bytes();
    }

    /** Takes what may be handed out now; each of them must come back through {@link #returned}. */
    List<Ticket> handOut(long nowNanos) {
        awakenDue(nowNanos);
        List<Ticket> batch = new ArrayList<>();
        while (mayHandOut()) {
            Ticket ticket = ready.remove();
            ticket.tenure().handedOut();
            inFlight++;
            batch.add(ticket);
        }
        return batch;
    }

    /** A record that was in the air has ended. */
    void returned(Ticket ticket) {
        ticket.tenure().returned();
        inFlight--;
        heldBytes -= ticket.bytes();
    }

    /** A record that has just returned is shown again at {@code dueNanos}. */
    void postpone(Ticket ticket, long dueNanos) {
        waiting.add(new Waiting(dueNanos, sequence++, ticket));
        heldBytes += ticket.bytes();
    }

    /**
     * Drops what is not in the air of these partitions, because whoever owns them next reads it
     * again, except what was begun here and broke off.
     */
    void forget(Collection<Tenure> tenures) {
        ready.removeIf(ticket -> dropped(ticket, tenures));
        waiting.removeIf(one -> dropped(one.ticket(), tenures));
    }

    /**
     * Whether more may be fetched. Intake that was stopped stays so until half of what stopped it
     * has gone, so that it is not stopped and started with every record.
     */
    boolean intakeOpen() {
        int divisor = closed ? 2 : 1;
        closed =
                ready.size() > Math.max(0, limits.readAhead() / divisor - 1)
                        || waiting.size() >= Math.max(1, limits.maxWaiting() / divisor)
                        || heldBytes >= Math.max(1, limits.maxHeldBytes() / divisor);
        return !closed;
    }

    int inFlight() {
        return inFlight;
    }

    int waiting() {
        return waiting.size();
    }

    /** Records fetched for which there is no place in the air. */
    int ready() {
        return ready.size();
    }

    /** How long until the next record is due, at most {@code limit}, at least a millisecond. */
    Duration untilDue(long nowNanos, Duration limit) {
        Waiting next = waiting.peek();
        if (next == null || inFlight >= limits.maxInFlight()) {
            return limit;
        }
        long nanos = Math.max(Duration.ofMillis(1).toNanos(), next.dueNanos() - nowNanos);
        return nanos < limit.toNanos() ? Duration.ofNanos(nanos) : limit;
    }

    private boolean mayHandOut() {
        return !ready.isEmpty()
                && inFlight < limits.maxInFlight()
                && waiting.size() < limits.maxWaiting();
    }

    // What has waited goes first: its offset holds back the commits of its partition.
    private void awakenDue(long nowNanos) {
        List<Ticket> due = new ArrayList<>();
        int places = limits.maxInFlight() - inFlight;
        for (Waiting next = waiting.peek();
                next != null && next.dueNanos() <= nowNanos && due.size() < places;
                next = waiting.peek()) {
            due.add(waiting.remove().ticket());
        }
        for (int last = due.size() - 1; last >= 0; last--) {
            ready.addFirst(due.get(last));
        }
    }

    private boolean dropped(Ticket ticket, Collection<Tenure> tenures) {
        boolean drop = tenures.contains(ticket.tenure()) && !ticket.isUnfinished();
        if (drop) {
            heldBytes -= ticket.bytes();
        }
        return drop;
    }

    private record Waiting(long dueNanos, long sequence, Ticket ticket) {}
}
