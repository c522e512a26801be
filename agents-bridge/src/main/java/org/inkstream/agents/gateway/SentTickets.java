package org.inkstream.agents.gateway;

import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.inkstream.agents.gateway.EndpointListener.Outcome;
import org.inkstream.agents.gateway.schedule.Ending;
import org.inkstream.agents.gateway.schedule.Schedule;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.time.Timers;

/**
 * The requests that the server works on: sends them, and tells everybody whom it concerns when one
 * has begun and ended. Not thread-safe: used on the endpoint's event loop.
 */
final class SentTickets {
    private final ModelEndpoint endpoint;
    private final Schedule schedule;
    private final Circuit circuit;
    private final Told told;
    private final Timers timers;
    private final boolean hearsBeginnings;
    private final Runnable changed;
    private final ServiceTime service = new ServiceTime();
    private final Map<Long, Ticket> running = new LinkedHashMap<>();

    /**
     * @param hearsBeginnings whether it matters when an answer begins
     * @param changed called when another request may perhaps be sent
     */
    SentTickets(
            ModelEndpoint endpoint,
            Schedule schedule,
            Circuit circuit,
            Told told,
            Timers timers,
            boolean hearsBeginnings,
            Runnable changed) {
        this.endpoint = endpoint;
        this.schedule = schedule;
        this.circuit = circuit;
        this.told = told;
        this.timers = timers;
        this.hearsBeginnings = hearsBeginnings;
        this.changed = changed;
    }

    void send(Ticket ticket) {
        running.put(ticket.id, ticket);
        circuit.sent(ticket.id);
        told.sent(ticket, timers.monotonicNanos());
        ModelEndpoint.Generation generation;
        try {
            generation = endpoint.generate(ticket.request);
        } catch (RuntimeException bug) {
            leave(ticket, new Ending.Failed());
            ticket.state = EndpointQueue.ENDED;
            told.ended(Outcome.FAILED);
            ticket.answer.fail(bug);
            return;
        }
        ticket.state = new Ticket.State.Running(generation, timers.monotonicNanos());
        ticket.progress.dispatched();
        if (hearsBeginnings) {
            generation.begun().onSuccess(begun -> hearBegun(ticket));
        }
        generation.answer().onComplete(outcome -> hear(ticket, outcome));
    }

    private void hearBegun(Ticket ticket) {
        if (ticket.state instanceof Ticket.State.Running) {
            schedule.begun(ticket.id, timers.monotonicNanos());
            changed.run();
        }
    }

    private void hear(Ticket ticket, AsyncResult<ModelAnswer> outcome) {
        if (!(ticket.state instanceof Ticket.State.Running held)) {
            return;
        }
        ticket.state = EndpointQueue.ENDED;
        leave(ticket, Asks.ending(outcome));
        if (outcome.succeeded()) {
            service.took(timers.since(held.since()));
        }
        circuit.heard(ticket.id, outcome);
        told.ended(ticket, outcome);
        ticket.settle(outcome);
        changed.run();
    }

    /** It is worked on no more. */
    void leave(Ticket ticket, Ending how) {
        long now = timers.monotonicNanos();
        running.remove(ticket.id);
        told.left(ticket, now);
        schedule.ended(ticket.id, how, now);
    }

    int size() {
        return running.size();
    }

    Set<Long> ids() {
        return running.keySet();
    }

    List<Ticket> all() {
        return new ArrayList<>(running.values());
    }

    /** How long it will be until there is room, by how long requests took so far. */
    Duration untilRoom(int waiting) {
        return service.untilRoom(waiting, schedule.limit());
    }
}
