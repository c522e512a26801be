package org.inkstream.agents.mcp.client;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.schema.AgentSchemas;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the agent at the other end of a wire: its dialect and its tools, found out once
 * and shared by all calls that arrive meanwhile. A failure is never remembered. Used on one event
 * loop.
 */
final class Acquaintance {
    private final Wire wire;
    private final AgentSchemas schemas;
    private final Timers timers;
    private final Duration shortest;
    private final Consumer<AgentTools> heard;

    private State state = new State.Stranger();

    /**
     * @param dueNanos when the tools should be read again
     */
    record Known(Dialect dialect, AgentTools tools, long readNanos, long dueNanos) {}

    private sealed interface State {
        record Stranger() implements State {}

        record Meeting(Future<Known> outcome) implements State {}

        record Met(Known known) implements State {}

        /** Still good to work with while the tools are read again. */
        record Rereading(Known known, Future<Known> outcome) implements State {}
    }

    /**
     * @param shortest time between two readings of the tools, whatever the agent says
     * @param heard told each time its tools have been read
     */
    Acquaintance(
            Wire wire,
            AgentSchemas schemas,
            Timers timers,
            Duration shortest,
            Consumer<AgentTools> heard) {
        this.wire = wire;
        this.schemas = schemas;
        this.timers = timers;
        this.shortest = shortest;
        this.heard = heard;
    }

    /** What is known without waiting; null if that is nothing. */
    @Nullable Known now() {
        if (state instanceof State.Met met) {
            if (timers.monotonicNanos() - met.known().dueNanos() >= 0) {
                reread(met.known());
            }
            return met.known();
        }
        return lastKnown();
    }

    /** The same, however old it is. */
    @Nullable Known lastKnown() {
        if (state instanceof State.Met met) {
            return met.known();
        }
        return state instanceof State.Rereading rereading ? rereading.known() : null;
    }

    /** What is known, found out first if need be; fails with {@link CallFailure}. */
    Future<Known> meet() {
        if (state instanceof State.Stranger) {
            Future<Known> outcome = Handshake.over(wire).compose(dialect -> read(dialect));
            // Whoever asks meanwhile shares this one; a failure leaves a stranger behind.
            settleInto(new State.Meeting(outcome), outcome, new State.Stranger());
            return outcome;
        }
        if (state instanceof State.Meeting meeting) {
            return meeting.outcome();
        }
        return Future.succeededFuture(
                state instanceof State.Met met ? met.known() : ((State.Rereading) state).known());
    }

    /** The tools as they are now, unless they were read a moment ago. */
    Future<Known> again() {
        if (state instanceof State.Rereading rereading) {
            return rereading.outcome();
        }
        if (state instanceof State.Met met) {
            boolean fresh = timers.since(met.known().readNanos()).compareTo(shortest) < 0;
            return fresh ? Future.succeededFuture(met.known()) : reread(met.known());
        }
        return meet();
    }

    /** The agent may be another one by now: its tools are read again with the next call. */
    void toolsMayHaveChanged() {
        if (state instanceof State.Met met) {
            Known known = met.known();
            state =
                    new State.Met(
                            new Known(
                                    known.dialect(),
                                    known.tools(),
                                    known.readNanos(),
                                    timers.monotonicNanos()));
        }
    }

    /** The agent does not know this session any more; another one in between is not forgotten. */
    void forget(Dialect gone) {
        Known known = lastKnown();
        if (known != null && known.dialect().equals(gone)) {
            state = new State.Stranger();
        }
    }

    private Future<Known> reread(Known known) {
        Future<Known> outcome = read(known.dialect());
        settleInto(new State.Rereading(known, outcome), outcome, new State.Met(later(known)));
        return outcome;
    }

    private void settleInto(State meanwhile, Future<Known> outcome, State otherwise) {
        state = meanwhile;
        outcome.onComplete(
                done -> {
                    // Forgotten in between: what was found out belongs to the past.
                    if (state == meanwhile) {
                        state = done.succeeded() ? new State.Met(done.result()) : otherwise;
                    }
                });
    }

    /** What could not be read again stays good for a while. */
    private Known later(Known known) {
        long now = timers.monotonicNanos();
        return new Known(known.dialect(), known.tools(), now, now + shortest.toNanos());
    }

    private Future<Known> read(Dialect dialect) {
        return ToolListing.read(wire, dialect, schemas).map(tools -> known(dialect, tools));
    }

    private Known known(Dialect dialect, AgentTools tools) {
        heard.accept(tools);
        long now = timers.monotonicNanos();
        long good = Math.max(shortest.toNanos(), tools.goodFor().toNanos());
        return new Known(dialect, tools, now, now + good);
    }
}
