package org.inkstream.agents.gateway;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.gateway.balance.Balancer;
import org.inkstream.agents.gateway.balance.Standing;
import org.inkstream.agents.gateway.schedule.Ask;
import org.inkstream.agents.gateway.schedule.Estimates;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;

/**
 * Lets each request wait at one of several servers, and at another if that one's queue gives it
 * back: because the server keeps failing, or because another has nothing left to begin with. What a
 * server has begun with fails with its class, and comes again if whoever asked wants it. Not
 * thread-safe: used on one event loop, and what servers tell is brought there.
 */
final class Placing {
    private final String endpoint;
    private final Balancer balancer;
    private final List<? extends Replica> servers;
    private final Timers timers;
    private final Executor here;
    private final Estimates estimates = new Estimates();
    private final Set<Placed> inside = new LinkedHashSet<>();
    private final Promise<Void> empty = Promise.promise();
    private boolean ending;
    private boolean moving;
    private long requests;

    /**
     * @param servers in the balancer's order; they may tell on any thread
     * @param here runs what it is given on this one's event loop, in order
     */
    Placing(
            String endpoint,
            Balancer balancer,
            List<? extends Replica> servers,
            Timers timers,
            Executor here) {
        this.endpoint = endpoint;
        this.balancer = balancer;
        this.servers = servers;
        this.timers = timers;
        this.here = here;
    }

    ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        if (ending) {
            return new NoGeneration(failure("the gateway to " + endpoint + " has ended"));
        }
        Placed placed = new Placed(request, progress);
        inside.add(placed);
        placed.place();
        moveWhatCouldBegin();
        return placed;
    }

    void isUp(int server, boolean up) {
        if (up) {
            balancer.up(server);
        } else {
            balancer.down(server);
        }
    }

    void bears(int server, int atOnce) {
        balancer.bears(server, atOnce);
    }

    void stands(int server, boolean hasRoom, boolean hasSpare) {
        balancer.stands(server, hasRoom, hasSpare);
        moveWhatCouldBegin();
    }

    /** One document after another, and each time by what is known then. */
    private void moveWhatCouldBegin() {
        if (moving) {
            return;
        }
        OptionalInt giver = balancer.giver();
        if (giver.isPresent()) {
            moving = true;
            servers.get(giver.getAsInt())
                    .giveBackLast()
                    .onComplete(given -> here.execute(this::goOnMoving));
        }
    }

    private void goOnMoving() {
        moving = false;
        moveWhatCouldBegin();
    }

    Standing standing(int server) {
        return balancer.standing(server);
    }

    /** Takes no more requests, and completes when those that it has taken have ended. */
    Future<Void> drain() {
        ending = true;
        completeIfEmpty();
        return empty.future();
    }

    private void completeIfEmpty() {
        if (ending && inside.isEmpty()) {
            empty.tryComplete();
        }
    }

    private static CallFailure failure(String why) {
        return new CallFailure(ErrorClass.CONNECTION, why);
    }

    /** One request on its way, at one server after another if need be. */
    private final class Placed implements ModelEndpoint.Generation, CallProgress {
        private final ModelRequest request;
        private final CallProgress progress;
        private final Ask ask;
        private final Promise<ModelAnswer> answer = Promise.promise();
        private Runnable abort = () -> {};
        private boolean givenUp;
        private boolean queued;
        private long sent;

        Placed(ModelRequest request, CallProgress progress) {
            this.request = request;
            this.progress = progress;
            this.ask = Asks.of(requests++, request);
        }

        void place() {
            waitAt(balancer.place(Asks.documentKey(request), estimates.of(ask).nanos()));
        }

        private void waitAt(Optional<Balancer.Seat> found) {
            if (found.isEmpty()) {
                fail(failure("every server of " + endpoint + " keeps failing"));
                return;
            }
            Balancer.Seat seat = found.get();
            ModelEndpoint.Generation generation =
                    servers.get(seat.server()).generate(request, this);
            abort = generation::abort;
            generation.answer().onComplete(outcome -> here.execute(() -> hear(seat, outcome)));
        }

        private void hear(Balancer.Seat seat, AsyncResult<ModelAnswer> outcome) {
            if (outcome.cause() instanceof Displaced) {
                placeAgain(seat);
                return;
            }
            balancer.ended(seat);
            if (outcome.succeeded()) {
                learn(outcome.result());
                inside.remove(this);
                answer.complete(outcome.result());
                completeIfEmpty();
            } else {
                fail(outcome.cause());
            }
        }

        private void placeAgain(Balancer.Seat left) {
            if (givenUp) {
                balancer.ended(left);
                fail(failure("given up by whoever asked"));
            } else {
                waitAt(balancer.elsewhere(left));
            }
        }

        private void learn(ModelAnswer whole) {
            long took = timers.monotonicNanos() - sent - whole.serverWait().toNanos();
            estimates.learn(ask, Math.max(0, took), whole.usage().tokens().output());
        }

        private void fail(Throwable why) {
            inside.remove(this);
            answer.fail(why);
            completeIfEmpty();
        }

        /** Said once, however many servers let it wait. */
        @Override
        public void queued() {
            here.execute(
                    () -> {
                        if (!queued) {
                            queued = true;
                            progress.queued();
                        }
                    });
        }

        @Override
        public void dispatched() {
            here.execute(
                    () -> {
                        sent = timers.monotonicNanos();
                        progress.dispatched();
                    });
        }

        @Override
        public Future<ModelAnswer> answer() {
            return answer.future();
        }

        @Override
        public void abort() {
            givenUp = true;
            abort.run();
        }
    }
}
