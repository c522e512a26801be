package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.EndpointListener.Outcome;
import org.inkstream.agents.gateway.schedule.Ending;
import org.inkstream.agents.gateway.schedule.Known;
import org.inkstream.agents.gateway.schedule.Refusal;
import org.inkstream.agents.gateway.schedule.Schedule;
import org.inkstream.agents.gateway.schedule.ServerLoad;
import org.inkstream.agents.gateway.schedule.Turn;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.Scheduling.Engine;
import org.inkstream.time.Timers;

/**
 * The one place where requests for an endpoint wait, with a bound on how many wait and how long;
 * {@link Schedule} decides how many are worked on, and which is next. A request that goes in a
 * batch takes no permit: it waits until it is answered. Not thread-safe: everything happens on the
 * endpoint's event loop.
 */
final class EndpointQueue {
    static final Ticket.State ENDED = new Ticket.State.Ended();

    /** To write a request takes up to a millisecond on a busy machine. */
    private static final int MOST_IN_A_TURN = 4;

    private final EndpointSpec spec;
    private final ModelEndpoint endpoint;
    private final Timers timers;
    private final Schedule schedule;
    private final boolean paged;
    private final Alarm alarm;
    private final LoadWatch watch;
    private final Circuit circuit;
    private final ReplicaWatch replica;
    private final Told told;
    private final WaitingTickets waiting;
    private final SentTickets sent;
    private final BatchedTickets batched;
    private final Promise<Void> empty = Promise.promise();
    private boolean ending;
    private boolean closed;
    private boolean dispatching;
    private long tickets;

    /** Before the only server of an endpoint. */
    EndpointQueue(
            EndpointSpec spec, ModelEndpoint endpoint, EndpointListener listener, Timers timers) {
        this(spec, endpoint, listener, timers, ReplicaWatch.NOBODY);
    }

    /**
     * @param replica hears whether this server, one of several, can be asked; what it has not sent
     *     is given back when it cannot
     */
    EndpointQueue(
            EndpointSpec spec,
            ModelEndpoint endpoint,
            EndpointListener listener,
            Timers timers,
            ReplicaWatch replica) {
        this.spec = spec;
        this.endpoint = endpoint;
        this.timers = timers;
        this.replica = replica;
        this.schedule = Schedule.of(spec);
        this.waiting = new WaitingTickets(schedule, timers);
        this.told = new Told(spec, listener);
        this.paged = spec.scheduling().engine() == Engine.PAGED;
        this.batched = new BatchedTickets(this, spec, endpoint, told, timers);
        this.alarm = new Alarm(timers, this::dispatchWaiting);
        this.watch = new LoadWatch(endpoint, timers, this::hearLoad);
        this.circuit = Circuit.of(spec.name(), endpoint, timers, replica, this::hearCircuit);
        this.sent =
                new SentTickets(
                        endpoint, schedule, circuit, told, timers, paged, this::dispatchWaiting);
        endpoint.listen(
                limits ->
                        schedule.heard(
                                Asks.allowances(limits, timers.now()), timers.monotonicNanos()));
    }

    ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        Ticket ticket = new Ticket(this, tickets++, timers.monotonicNanos(), request, progress);
        if (ending) {
            told.ended(Outcome.REFUSED);
            ticket.answer.fail(ended());
        } else if (circuit.isOpen()) {
            ticket.answer.fail(new Displaced());
        } else if (request.model().inBatches()) {
            batched.admit(ticket);
        } else {
            admit(ticket);
        }
        return ticket;
    }

    EndpointLoad load() {
        return new EndpointLoad(
                spec.name(), schedule.limit(), sent.size(), waiting.size() + batched.size());
    }

    EndpointReport report() {
        return new EndpointReport(
                load(), schedule.known(), schedule.standing(timers.monotonicNanos()).quota());
    }

    /** The server shows how many slots it has. */
    void shows(int slots) {
        schedule.shows(slots);
        replica.bears(schedule.most());
        dispatchWaiting();
    }

    /** Knows this of calls unless it has learned better by itself. */
    void remember(List<Known> before) {
        schedule.remember(before);
    }

    /** Tells the listener how it stands. */
    void tell() {
        long now = timers.monotonicNanos();
        told.stands(new EndpointState(load(), schedule.most(), schedule.standing(now)), now);
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
        closed = true;
        alarm.set(Schedule.NEVER);
        watch.watch(false);
        circuit.close();
        List<Ticket> all = waiting.all();
        all.addAll(sent.all());
        all.addAll(batched.all());
        all.forEach(ticket -> stop(ticket, ended(), Outcome.GIVEN_UP));
        completeIfEmpty();
        return endpoint.close();
    }

    void abort(Ticket ticket) {
        stop(
                ticket,
                new CallFailure(ErrorClass.CONNECTION, "given up by whoever asked"),
                Outcome.GIVEN_UP);
    }

    private void admit(Ticket ticket) {
        Optional<Refusal> refused =
                schedule.arrive(Asks.of(ticket.id, ticket.request), timers.monotonicNanos());
        if (refused.isPresent()) {
            told.ended(Outcome.REFUSED);
            ticket.answer.fail(
                    new CallFailure(
                            ErrorClass.OVERLOADED,
                            "at " + spec.name() + ", " + refused.get().why(),
                            refused.get().retryAfter()));
            return;
        }
        waiting.add(ticket, spec.longestWait(), () -> expire(ticket));
        dispatchWaiting();
        boolean waits = ticket.state instanceof Ticket.State.Waiting;
        if (waits && waiting.size() > spec.queue()) {
            stop(ticket, overloaded("too many requests wait for " + spec.name()), Outcome.REFUSED);
        } else if (waits) {
            ticket.progress.queued();
        }
    }

    private void expire(Ticket ticket) {
        stop(
                ticket,
                overloaded("no turn at " + spec.name() + " in " + spec.longestWait()),
                Outcome.EXPIRED);
    }

    /**
     * As many as one turn of the event loop bears; the rest has the next. Not called from within
     * itself: an answer that is already there would recurse.
     */
    private void dispatchWaiting() {
        if (dispatching || closed) {
            return;
        }
        dispatching = true;
        long now = timers.monotonicNanos();
        boolean more = true;
        for (int taken = 0; more && taken < MOST_IN_A_TURN; taken++) {
            Optional<Turn> turn = next(now);
            turn.ifPresent(this::take);
            more = turn.isPresent();
        }
        dispatching = false;
        alarm.set(more ? now : wakeAt(now));
        if (!replica.isAlone()) {
            replica.stands(
                    circuit.lets(sent.ids()) && schedule.hasRoom(now), !schedule.last().isEmpty());
        }
        watch.watch(paged && sent.size() > 0);
        completeIfEmpty();
    }

    private long wakeAt(long now) {
        return circuit.lets(sent.ids()) ? schedule.wakeAt(now) : Schedule.NEVER;
    }

    private Optional<Turn> next(long now) {
        return circuit.lets(sent.ids()) ? schedule.next(now) : Optional.empty();
    }

    private void take(Turn turn) {
        Ticket ticket = waiting.take(turn.id());
        if (turn instanceof Turn.Drop drop) {
            ticket.state = ENDED;
            told.ended(Outcome.HOPELESS);
            ticket.answer.fail(new CallFailure(ErrorClass.TIMEOUT, drop.why()));
        } else {
            sent.send(ticket);
        }
    }

    /**
     * Gives back the document whose turn would come last, of those that were not begun with, if
     * there is any; how it stands then is told before this returns.
     */
    void giveBackLast() {
        waiting.giveBack(schedule.last());
        dispatchWaiting();
    }

    private void hearCircuit() {
        if (circuit.isOpen()) {
            waiting.giveBackAll();
        }
        dispatchWaiting();
    }

    private void hearLoad(Optional<ServerLoad> load) {
        schedule.heard(load);
        dispatchWaiting();
    }

    void stop(Ticket ticket, CallFailure why, Outcome how) {
        Ticket.State before = ticket.state;
        ticket.state = ENDED;
        CallFailure billed = why;
        if (before instanceof Ticket.State.Waiting waited) {
            waiting.withdraw(ticket, waited);
        } else if (before instanceof Ticket.State.Running held) {
            sent.leave(ticket, new Ending.Failed());
            // Aborted first: the next one must find the server with room.
            billed = ticket.aborted(held.generation(), why, spec.provider());
        } else if (before instanceof Ticket.State.Batched held) {
            held.limit().cancel();
            batched.remove(ticket);
            billed = ticket.aborted(held.generation(), why, spec.provider());
        } else {
            return;
        }
        told.ended(how);
        ticket.answer.fail(billed);
        dispatchWaiting();
    }

    void completeIfEmpty() {
        if (ending && waiting.isEmpty() && sent.size() == 0 && batched.size() == 0) {
            empty.tryComplete();
        }
    }

    CallFailure overloaded(String why) {
        return new CallFailure(ErrorClass.OVERLOADED, why, sent.untilRoom(waiting.size()));
    }

    private CallFailure ended() {
        return new CallFailure(
                ErrorClass.CONNECTION, "the gateway to " + spec.name() + " has ended");
    }
}
