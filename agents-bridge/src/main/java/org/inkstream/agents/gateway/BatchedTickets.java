package org.inkstream.agents.gateway;

import io.vertx.core.AsyncResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.gateway.EndpointListener.Outcome;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.Timers;

/**
 * Those requests of a queue that go in batches. They never count as dispatched: nobody knows when
 * they are worked on.
 */
final class BatchedTickets {
    private final EndpointQueue queue;
    private final EndpointSpec spec;
    private final ModelEndpoint endpoint;
    private final Told told;
    private final Timers timers;
    private final Set<Ticket> batched = new LinkedHashSet<>();

    BatchedTickets(
            EndpointQueue queue,
            EndpointSpec spec,
            ModelEndpoint endpoint,
            Told told,
            Timers timers) {
        this.queue = queue;
        this.spec = spec;
        this.endpoint = endpoint;
        this.told = told;
        this.timers = timers;
    }

    void admit(Ticket ticket) {
        if (batched.size() >= spec.queue()) {
            told.ended(Outcome.REFUSED);
            ticket.answer.fail(
                    queue.overloaded("too many requests are in batches of " + spec.name()));
            return;
        }
        ModelEndpoint.Generation generation;
        try {
            generation = endpoint.generate(ticket.request);
        } catch (RuntimeException bug) {
            told.ended(Outcome.FAILED);
            ticket.answer.fail(bug);
            return;
        }
        ticket.state =
                new Ticket.State.Batched(
                        generation, timers.after(spec.longestWait(), () -> expire(ticket)));
        batched.add(ticket);
        ticket.progress.queued();
        generation.answer().onComplete(outcome -> hear(ticket, outcome));
    }

    void remove(Ticket ticket) {
        batched.remove(ticket);
    }

    List<Ticket> all() {
        return List.copyOf(batched);
    }

    int size() {
        return batched.size();
    }

    private void expire(Ticket ticket) {
        queue.stop(
                ticket,
                new CallFailure(
                        ErrorClass.TIMEOUT,
                        "no answer from a batch of " + spec.name() + " in " + spec.longestWait()),
                Outcome.EXPIRED);
    }

    private void hear(Ticket ticket, AsyncResult<ModelAnswer> outcome) {
        if (!(ticket.state instanceof Ticket.State.Batched held)) {
            return;
        }
        held.limit().cancel();
        ticket.state = EndpointQueue.ENDED;
        batched.remove(ticket);
        told.ended(ticket, outcome);
        ticket.settle(outcome);
        queue.completeIfEmpty();
    }
}
