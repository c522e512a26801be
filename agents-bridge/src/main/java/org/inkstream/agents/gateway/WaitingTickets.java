package org.inkstream.agents.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.gateway.schedule.Schedule;
import org.inkstream.time.Timers;

/**
 * The requests that wait for a turn, each no longer than its limit. Not thread-safe: used on the
 * endpoint's event loop.
 */
final class WaitingTickets {
    private final Schedule schedule;
    private final Timers timers;

    /** In the order in which they came. */
    private final Map<Long, Ticket> waiting = new LinkedHashMap<>();

    WaitingTickets(Schedule schedule, Timers timers) {
        this.schedule = schedule;
        this.timers = timers;
    }

    /**
     * @param ticket which the schedule has let in
     * @param expire called if it still waits after {@code longest}
     */
    void add(Ticket ticket, Duration longest, Runnable expire) {
        ticket.state = new Ticket.State.Waiting(timers.after(longest, expire));
        waiting.put(ticket.id, ticket);
    }

    /** The one whose turn it is, which waits no more. */
    Ticket take(long id) {
        Ticket ticket = waiting.remove(id);
        if (ticket == null) {
            throw new IllegalStateException("request " + id + " does not wait");
        }
        if (ticket.state instanceof Ticket.State.Waiting before) {
            before.limit().cancel();
        }
        return ticket;
    }

    /** It does not want its turn any more. */
    void withdraw(Ticket ticket, Ticket.State.Waiting waited) {
        waited.limit().cancel();
        waiting.remove(ticket.id);
        schedule.withdraw(ticket.id, timers.monotonicNanos());
    }

    void giveBackAll() {
        giveBack(List.copyOf(waiting.keySet()));
    }

    /** To be asked elsewhere; whoever does not wait any more is left out. */
    void giveBack(Collection<Long> ids) {
        for (long id : ids) {
            Ticket ticket = waiting.get(id);
            if (ticket != null && ticket.state instanceof Ticket.State.Waiting waited) {
                ticket.state = EndpointQueue.ENDED;
                withdraw(ticket, waited);
                ticket.answer.fail(new Displaced());
            }
        }
    }

    List<Ticket> all() {
        return new ArrayList<>(waiting.values());
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }
}
