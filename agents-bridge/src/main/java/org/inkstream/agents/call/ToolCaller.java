package org.inkstream.agents.call;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.time.Timers;

/**
 * Calls tools: each call is one or more attempts, each with its own deadline and through the
 * agent's breaker, with pauses between them by the catalogue's retry table. Not thread-safe: one
 * per event loop, used there.
 */
public final class ToolCaller {
    /** For who cannot ask again later: every pause is waited for. */
    public static final Duration ANY_PAUSE = Duration.ofDays(365);

    private final Timers timers;
    private final Function<String, AgentLine> lines;
    private final ToolSchemas schemas;
    private final RetryPolicy retries;
    private final CallListener listener;
    private final Duration longestPause;
    private final WorstCase worst;
    private final Set<RunningCall> running = new LinkedHashSet<>();

    /** Of agents that do not say which models they ask. */
    public ToolCaller(
            Timers timers,
            Function<String, AgentLine> lines,
            ToolCatalogue catalogue,
            ToolSchemas schemas,
            RandomGenerator jitter,
            CallListener listener,
            Duration longestPause) {
        this(
                timers,
                lines,
                catalogue,
                schemas,
                jitter,
                listener,
                longestPause,
                WorstCase.NOBODY_KNOWS);
    }

    /**
     * @param lines the line to each agent, by the agent's name
     * @param catalogue whose retry table applies
     * @param schemas which results are accepted
     * @param jitter spreads the pauses
     * @param longestPause a call that must pause for longer ends as postponed
     * @param worst what an attempt can have used that nobody heard of again
     */
    public ToolCaller(
            Timers timers,
            Function<String, AgentLine> lines,
            ToolCatalogue catalogue,
            ToolSchemas schemas,
            RandomGenerator jitter,
            CallListener listener,
            Duration longestPause,
            WorstCase worst) {
        this.timers = timers;
        this.lines = lines;
        this.schemas = schemas;
        this.retries = new RetryPolicy(catalogue, jitter);
        this.listener = listener;
        this.longestPause = longestPause;
        this.worst = worst;
    }

    /**
     * What came of the call, all its retries included; fails only if it is not wanted any more, or
     * if there is a bug.
     */
    public Future<ToolOutcome> call(ToolCall call) {
        AgentLine line = lines.apply(call.agent());
        line.budget().earn();
        RunningCall begun =
                new RunningCall(
                        call, line, timers, retries, schemas, listener, longestPause, worst);
        running.add(begun);
        return begun.start()
                .onComplete(
                        outcome -> {
                            running.remove(begun);
                            if (outcome.succeeded()) {
                                listener.ended(call, outcome.result());
                            }
                        });
    }

    /** A place for a call of this agent, if one is free now; whoever gets it leaves it. */
    public Optional<Place> placeNow(String agent) {
        return lines.apply(agent).places().takeNow();
    }

    /** How many calls have begun and not ended, those that pause included. */
    public int inTheAir() {
        return running.size();
    }

    /**
     * Gives up every call that has not ended: attempts are aborted, pauses cut short, and the
     * outcomes are failures of class event_loop. For the end of a drain that ran out of time.
     */
    public void stop() {
        List<RunningCall> all = List.copyOf(running);
        // All before the first: a place that one of them leaves must not be taken by another.
        all.forEach(RunningCall::beginNothing);
        all.forEach(RunningCall::stop);
    }
}
