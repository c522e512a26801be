package org.inkstream.agents.gateway;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves one of several servers alone that keeps failing, until it says that it is there; then it
 * gets one call at a time until it has answered one. Not thread-safe: used on its event loop.
 */
final class Circuit {
    private static final Logger LOGGER = LoggerFactory.getLogger(Circuit.class);

    /** A failure may be the call's; so many in a row, and no answer between them, are not. */
    private static final int FAILURES = 3;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final long NONE = -1;

    private final String server;
    private final ModelEndpoint endpoint;
    private final Timers timers;
    private final ReplicaWatch replica;
    private final Runnable changed;
    private State state;

    /** Where it stands. */
    private sealed interface State {
        record Closed(int failuresInARow) implements State {}

        /**
         * Nothing is sent; the server is asked whether it is there.
         *
         * @param pause between two questions
         * @param next to be cancelled on the way out
         */
        record Open(Duration pause, Timers.Timer next) implements State {}

        /**
         * It says that it is there.
         *
         * @param pause the one before
         * @param call that was sent to see whether it is so; NONE if none was yet
         */
        record Trial(Duration pause, long call) implements State {}

        /** It never opens. */
        record Alone() implements State {}
    }

    private Circuit(
            String server,
            ModelEndpoint endpoint,
            Timers timers,
            ReplicaWatch replica,
            Runnable changed,
            State state) {
        this.server = server;
        this.endpoint = endpoint;
        this.timers = timers;
        this.replica = replica;
        this.changed = changed;
        this.state = state;
    }

    /**
     * It never opens for the only server of an endpoint: whatever that does, nobody else could do
     * it.
     *
     * @param server its name, for the log
     * @param replica hears when {@link #isOpen} has changed
     * @param changed called after that
     */
    static Circuit of(
            String server,
            ModelEndpoint endpoint,
            Timers timers,
            ReplicaWatch replica,
            Runnable changed) {
        State first = replica.isAlone() ? new State.Alone() : new State.Closed(0);
        return new Circuit(server, endpoint, timers, replica, changed, first);
    }

    boolean isOpen() {
        return state instanceof State.Open;
    }

    /**
     * Whether one more call may be sent.
     *
     * @param running those that were sent and have not ended
     */
    boolean lets(Set<Long> running) {
        if (state instanceof State.Trial trial) {
            return trial.call() == NONE || !running.contains(trial.call());
        }
        return !isOpen();
    }

    void sent(long call) {
        if (state instanceof State.Trial trial) {
            state = new State.Trial(trial.pause(), call);
        }
    }

    /** A call that was sent has ended, and nobody had given it up. */
    void heard(long call, AsyncResult<ModelAnswer> outcome) {
        boolean failed = isInTrouble(outcome.cause());
        if (state instanceof State.Closed closed) {
            int failures = failed ? closed.failuresInARow() + 1 : 0;
            state = new State.Closed(failures);
            if (failures >= FAILURES) {
                LOGGER.atWarn()
                        .addKeyValue("endpoint", server)
                        .log("an inference server keeps failing; others take its calls");
                open(FIRST_PAUSE);
            }
        } else if (state instanceof State.Trial trial && trial.call() == call) {
            if (failed) {
                open(longer(trial.pause()));
            } else if (outcome.succeeded()) {
                state = new State.Closed(0);
                LOGGER.atInfo()
                        .addKeyValue("endpoint", server)
                        .log("an inference server answers again");
            }
        }
    }

    /** Stops asking. */
    void close() {
        if (state instanceof State.Open open) {
            open.next().cancel();
        }
        state = new State.Alone();
    }

    private void open(Duration pause) {
        state = new State.Open(pause, timers.after(pause, this::ask));
        tell();
    }

    /** First of all, so that whoever finds another server for what is given back knows it. */
    private void tell() {
        replica.isUp(!isOpen());
        changed.run();
    }

    private void ask() {
        State asking = state;
        Future<Void> answer = endpoint.ping();
        answer.onComplete(
                there -> {
                    if (state != asking || !(asking instanceof State.Open open)) {
                        return;
                    }
                    if (there.succeeded()) {
                        state = new State.Trial(open.pause(), NONE);
                        tell();
                    } else {
                        state = new State.Open(open.pause(), timers.after(open.pause(), this::ask));
                    }
                });
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** A server that has too much to do, or refuses, is alive. */
    private static boolean isInTrouble(@Nullable Throwable cause) {
        return cause instanceof CallFailure failure
                && failure.agentInTrouble()
                && failure.errorClass() != ErrorClass.OVERLOADED;
    }
}
