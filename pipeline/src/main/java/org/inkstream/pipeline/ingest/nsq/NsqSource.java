package org.inkstream.pipeline.ingest.nsq;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.inkstream.pipeline.ingest.DeadLetters;
import org.inkstream.pipeline.ingest.EventSource;
import org.inkstream.pipeline.ingest.Lane;
import org.inkstream.pipeline.ingest.Settlement;
import org.inkstream.pipeline.ingest.SourceMeter;
import org.inkstream.pipeline.ingest.nsq.client.NsqConsumer;
import org.inkstream.pipeline.ingest.nsq.client.NsqMessage;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;

/**
 * Letters from NSQ. A message is a doorbell: it is finished as soon as its letter is durably
 * accepted, for a letter may take hours and a message may not; its place is taken until the letter
 * has ended, so that what waits stays in nsqd. Everything happens on the source's own event loop;
 * the public methods may be called on any thread.
 */
public final class NsqSource implements EventSource {

    private static final Duration REPORT = Duration.ofSeconds(1);

    private final List<NsqConsumer> consumers;
    private final Room room;
    private final int maxAttempts;
    private final Desks desks;
    private final Executor home;
    private final Timers timers;
    private final SourceMeter meter;

    private final Set<Ticket> inTheAir = new HashSet<>();
    private final Promise<Void> dry = Promise.promise();
    private Timers.Timer report = () -> false;
    private int without;
    private int waiting;
    private boolean draining;
    private volatile Progress progress;
    private volatile boolean connected;

    /**
     * @param consumers one for each subscription, all on the event loop of {@code home}
     * @param maxInFlight letters in the air at once
     * @param maxAttempts deliveries of a message before it goes to the dead letters
     * @param lanes the event loops to hand letters to, at least one
     * @param home runs tasks on the source's event loop, in order
     * @param timers of that event loop
     */
    public NsqSource(
            List<NsqConsumer> consumers,
            int maxInFlight,
            int maxAttempts,
            List<Lane> lanes,
            DeadLetters deadLetters,
            Executor home,
            Timers timers,
            SourceMeter meter) {
        this.consumers = List.copyOf(consumers);
        this.room = new Room(maxInFlight, consumers.size());
        this.maxAttempts = maxAttempts;
        this.desks = new Desks(lanes, deadLetters, home, timers, meter::buried);
        this.home = home;
        this.timers = timers;
        this.meter = meter;
        this.progress = new Progress(0, 0, false, timers.monotonicNanos());
    }

    /** Completes when each subscription has somebody to receive from, or looks for somebody. */
    @Override
    public Future<Void> start() {
        return atHome(
                () -> {
                    consumers.forEach(consumer -> consumer.window(room.told()));
                    reportRegularly();
                    return Future.all(
                                    consumers.stream()
                                            .map(consumer -> consumer.start(this::receive))
                                            .toList())
                            .<Void>mapEmpty()
                            .onSuccess(started -> report());
                });
    }

    /**
     * First nsqd is told that nothing more is wanted. What is accepted and has not ended at the
     * deadline is left to whoever takes it over.
     */
    @Override
    public Future<Void> drain(Duration deadline) {
        return atHome(
                () -> {
                    draining = true;
                    List<Future<Void>> farewells =
                            consumers.stream().map(consumer -> consumer.drain(deadline)).toList();
                    // What waits is shown to others, or is theirs once this process has ended.
                    List.copyOf(inTheAir).stream()
                            .filter(Ticket::stopWaiting)
                            .forEach(this::leaveAfterWaiting);
                    completeWhenDry();
                    Future<Void> ended =
                            Deadlines.within(timers, deadline, dry.future()).otherwiseEmpty();
                    return ended.compose(over -> Future.all(farewells).<Void>mapEmpty())
                            .onComplete(left -> report.cancel());
                });
    }

    @Override
    public Progress progress() {
        return progress;
    }

    /** For health: why nothing can be read at this time, empty while something can. */
    public Optional<String> trouble() {
        return connected ? Optional.empty() : Optional.of("no nsqd is connected");
    }

    private void receive(NsqMessage message) {
        Ticket ticket = new Ticket(message, desks.take());
        inTheAir.add(ticket);
        meter.taken(1, ticket.delivery().value().length);
        if (message.attempts() > 1) {
            meter.redelivered();
        }
        if (message.attempts() > maxAttempts) {
            desks.refuse(ticket, ticket.deliveredMoreThan(maxAttempts), this::ended);
        } else {
            work(ticket);
        }
    }

    private void work(Ticket ticket) {
        ticket.begin();
        desks.work(ticket, this::accepted, this::ended);
    }

    private void accepted(Ticket ticket) {
        ticket.accepted();
        if (ticket.isHeld()) {
            letGo(ticket);
            say(ticket.message().finish());
        }
    }

    private void ended(Ticket ticket, AsyncResult<Settlement> end) {
        if (end.failed()) {
            failed(ticket, end.cause());
            return;
        }
        end.result()
                .match(
                        done -> done(ticket),
                        later -> ticket.isAccepted() ? done(ticket) : later(ticket, later.pause()),
                        park -> {
                            throw new IllegalStateException("a lane must bury it: " + park);
                        });
    }

    /** Also where others have it, or this process ends: the journal has the letter. */
    private boolean done(Ticket ticket) {
        meter.settled();
        if (ticket.isHeld()) {
            say(ticket.message().finish());
            ticket.letGo();
            without++;
        }
        leave(ticket);
        return true;
    }

    /** Its place is taken meanwhile, or all that waits in nsqd would be turned over. */
    private boolean later(Ticket ticket, Duration pause) {
        meter.postponed();
        Duration shown = Pauses.later(pause, ticket.message().attempts());
        showAgain(ticket, shown);
        if (draining) {
            leave(ticket);
        } else {
            // What broke off here before must be tried here again.
            waitThen(ticket, shown, ticket.isUnfinished() ? this::work : this::leave);
        }
        return true;
    }

    /**
     * Others may try it as well, but this process must: nobody knows whether the letter is in the
     * journal as its own, and as long as it lives nobody else would take it over then.
     */
    private void failed(Ticket ticket, Throwable cause) {
        int failures = ticket.failedAgain();
        if (failures == 1) {
            MessageTrouble.tell(ticket.message(), cause);
        }
        meter.postponed();
        showAgain(ticket, Pauses.failed(ticket.message().attempts()));
        if (draining) {
            leave(ticket);
        } else {
            waitThen(ticket, Pauses.here(failures), this::work);
        }
    }

    private void showAgain(Ticket ticket, Duration pause) {
        if (ticket.isHeld()) {
            letGo(ticket);
            say(ticket.message().requeue(pause));
        }
    }

    private void waitThen(Ticket ticket, Duration pause, Consumer<Ticket> then) {
        waiting++;
        ticket.waits(
                timers.after(
                        pause,
                        () -> {
                            waiting--;
                            then.accept(ticket);
                        }));
    }

    private void leaveAfterWaiting(Ticket ticket) {
        waiting--;
        leave(ticket);
    }

    /** The place of the message is closed before nsqd could give it to another one. */
    private void letGo(Ticket ticket) {
        ticket.letGo();
        without++;
        tellRoom(room.changes(without));
    }

    /** Late words are no harm: the message comes again, and the journal knows its letter. */
    private void say(Future<Void> word) {
        word.onFailure(late -> meter.tooLate());
    }

    private void leave(Ticket ticket) {
        inTheAir.remove(ticket);
        desks.giveBack(ticket.lane());
        without--;
        tellRoom(room.changes(without));
        completeWhenDry();
    }

    private void tellRoom(boolean changed) {
        if (changed && !draining) {
            consumers.forEach(consumer -> consumer.window(room.told()));
        }
    }

    private void completeWhenDry() {
        if (draining && inTheAir.isEmpty()) {
            dry.tryComplete();
        }
    }

    private void reportRegularly() {
        report();
        report = timers.after(REPORT, this::reportRegularly);
    }

    private void report() {
        tellRoom(room.settles(without));
        int inFlight = inTheAir.size() - waiting;
        boolean paused = room.told() == 0;
        connected = consumers.stream().anyMatch(consumer -> consumer.state().connections() > 0);
        progress = new Progress(inFlight, waiting, paused, timers.monotonicNanos());
        meter.standing(inFlight, waiting, paused);
    }

    private Future<Void> atHome(Supplier<Future<Void>> work) {
        Promise<Void> outcome = Promise.promise();
        home.execute(() -> work.get().onComplete(outcome));
        return outcome.future();
    }
}
