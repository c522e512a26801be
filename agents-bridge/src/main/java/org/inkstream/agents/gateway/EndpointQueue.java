package org.inkstream.agents.gateway;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.Timers;

/**
 * The one place where requests for an endpoint wait: first come, first served, with a bound on how
 * many are worked on, how many wait and how long. A request that goes in a batch takes no permit:
 * it waits until it is answered. Not thread-safe: everything happens on the endpoint's event loop.
 */
final class EndpointQueue {
    private static final Ticket.State ENDED = new Ticket.State.Ended();

    private final EndpointSpec spec;
    private final ModelEndpoint endpoint;
    private final Timers timers;
    private final ServiceTime service = new ServiceTime();
    private final Set<Ticket> waiting = new LinkedHashSet<>();
    private final Set<Ticket> running = new LinkedHashSet<>();
    private final Set<Ticket> batched = new LinkedHashSet<>();
    private final Promise<Void> empty = Promise.promise();
    private boolean ending;
    private boolean dispatching;

    EndpointQueue(EndpointSpec spec, ModelEndpoint endpoint, Timers timers) {
        this.spec = spec;
        this.endpoint = endpoint;
        this.timers = timers;
    }

    ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        Ticket ticket = new Ticket(this, request, progress);
        if (ending) {
            ticket.answer.fail(ended());
        } else if (request.model().inBatches()) {
            admitToBatch(ticket);
        } else if (waiting.isEmpty() && running.size() < spec.concurrent()) {
            admit(ticket);
            dispatchWaiting();
        } else if (waiting.size() >= spec.queue()) {
            ticket.answer.fail(overloaded("too many requests wait for " + spec.name()));
        } else {
            admit(ticket);
            progress.queued();
        }
        return ticket;
    }

    EndpointLoad load() {
        return new EndpointLoad(
                spec.name(), spec.concurrent(), running.size(), waiting.size() + batched.size());
    }

    /** Takes no more requests, and completes when those that it has taken have ended. */
    Future<Void> drain() {
        ending = true;
        completeIfEmpty();
        return empty.future();
    }

    /** Ends everything that waits or is worked on, and closes the client. */
    Future<Void> close() {
        ending = true;
        List<Ticket> all = new ArrayList<>(waiting);
        all.addAll(running);
        all.addAll(batched);
        all.forEach(ticket -> stop(ticket, ended()));
        completeIfEmpty();
        return endpoint.close();
    }

    void abort(Ticket ticket) {
        stop(ticket, new CallFailure(ErrorClass.CONNECTION, "given up by whoever asked"));
    }

    private void admit(Ticket ticket) {
        ticket.state =
                new Ticket.State.Waiting(timers.after(spec.longestWait(), () -> expire(ticket)));
        waiting.add(ticket);
    }

    /** It never counts as dispatched: nobody knows when it is worked on. */
    private void admitToBatch(Ticket ticket) {
        if (batched.size() >= spec.queue()) {
            ticket.answer.fail(overloaded("too many requests are in batches of " + spec.name()));
            return;
        }
        ModelEndpoint.Generation generation;
        try {
            generation = endpoint.generate(ticket.request);
        } catch (RuntimeException bug) {
            ticket.answer.fail(bug);
            return;
        }
        ticket.state =
                new Ticket.State.Batched(
                        generation, timers.after(spec.longestWait(), () -> expireBatched(ticket)));
        batched.add(ticket);
        ticket.progress.queued();
        generation.answer().onComplete(outcome -> hearBatched(ticket, outcome));
    }

    private void expireBatched(Ticket ticket) {
        stop(
                ticket,
                new CallFailure(
                        ErrorClass.TIMEOUT,
                        "no answer from a batch of " + spec.name() + " in " + spec.longestWait()));
    }

    private void hearBatched(Ticket ticket, AsyncResult<ModelAnswer> outcome) {
        if (!(ticket.state instanceof Ticket.State.Batched held)) {
            return;
        }
        held.limit().cancel();
        ticket.state = ENDED;
        batched.remove(ticket);
        settle(ticket, outcome);
        completeIfEmpty();
    }

    private static void settle(Ticket ticket, AsyncResult<ModelAnswer> outcome) {
        if (outcome.succeeded()) {
            ticket.answer.complete(outcome.result());
        } else {
            ticket.answer.fail(outcome.cause());
        }
    }

    private void expire(Ticket ticket) {
        stop(ticket, overloaded("no turn at " + spec.name() + " in " + spec.longestWait()));
    }

    /** Not called from within itself: an answer that is already there would recurse. */
    private void dispatchWaiting() {
        if (dispatching) {
            return;
        }
        dispatching = true;
        while (running.size() < spec.concurrent() && !waiting.isEmpty()) {
            Iterator<Ticket> first = waiting.iterator();
            Ticket ticket = first.next();
            first.remove();
            dispatch(ticket);
        }
        dispatching = false;
        completeIfEmpty();
    }

    private void dispatch(Ticket ticket) {
        if (ticket.state instanceof Ticket.State.Waiting before) {
            before.limit().cancel();
        }
        running.add(ticket);
        ModelEndpoint.Generation generation;
        try {
            generation = endpoint.generate(ticket.request);
        } catch (RuntimeException bug) {
            running.remove(ticket);
            ticket.state = ENDED;
            ticket.answer.fail(bug);
            return;
        }
        ticket.state = new Ticket.State.Running(generation, timers.monotonicNanos());
        ticket.progress.dispatched();
        generation.answer().onComplete(outcome -> hear(ticket, outcome));
    }

    private void hear(Ticket ticket, AsyncResult<ModelAnswer> outcome) {
        if (!(ticket.state instanceof Ticket.State.Running held)) {
            return;
        }
        ticket.state = ENDED;
        running.remove(ticket);
        if (outcome.succeeded()) {
            service.took(timers.since(held.since()));
        }
        settle(ticket, outcome);
        dispatchWaiting();
    }

    private void stop(Ticket ticket, CallFailure why) {
        Ticket.State before = ticket.state;
        ticket.state = ENDED;
        CallFailure billed = why;
        if (before instanceof Ticket.State.Waiting waited) {
            waited.limit().cancel();
            waiting.remove(ticket);
        } else if (before instanceof Ticket.State.Running held) {
            running.remove(ticket);
            // Aborted first: the next one must find the server with room.
            billed = aborted(ticket, held.generation(), why);
        } else if (before instanceof Ticket.State.Batched held) {
            held.limit().cancel();
            batched.remove(ticket);
            billed = aborted(ticket, held.generation(), why);
        } else {
            return;
        }
        ticket.answer.fail(billed);
        dispatchWaiting();
    }

    /** The server had it: what it has told of its work is billed, else the most that it can be. */
    private CallFailure aborted(
            Ticket ticket, ModelEndpoint.Generation generation, CallFailure why) {
        generation.abort();
        return generation.answer().cause() instanceof CallFailure known && !known.usage().isEmpty()
                ? why.withUsage(known.usage())
                : why.withUsage(List.of(ticket.request.atMost(spec.provider())));
    }

    private void completeIfEmpty() {
        if (ending && waiting.isEmpty() && running.isEmpty() && batched.isEmpty()) {
            empty.tryComplete();
        }
    }

    private CallFailure overloaded(String why) {
        return new CallFailure(
                ErrorClass.OVERLOADED, why, service.untilRoom(waiting.size(), spec.concurrent()));
    }

    private CallFailure ended() {
        return new CallFailure(
                ErrorClass.CONNECTION, "the gateway to " + spec.name() + " has ended");
    }
}
