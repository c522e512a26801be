package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.inkstream.agents.call.Breaker;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.time.Timers;

/**
 * Notices when an agent is back: its breaker was open on this event loop and has closed, or it
 * answers for the first time since this process began, whatever happened before. Notices, too, when
 * a breaker would let a trial call through and nobody makes it. Used on that loop.
 */
final class ReturningAgents {
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** How long before this process began an agent may have been out. */
    private static final Duration BEFORE_US = Duration.ofHours(24);

    /** Between two trials; doubled with each that fails, for each costs a letter one pass. */
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final Timers timers;
    private final Map<String, Breaker> breakers;
    private final Listener listener;
    private final Map<String, Absence> away = new HashMap<>();
    private final Map<String, Integer> inTheAir = new HashMap<>();
    private final Set<String> unheard;
    private boolean started;
    private Timers.Timer next = () -> false;

    /** Hears of agents. */
    interface Listener {
        /**
         * The agent is back.
         *
         * @param since when it was away
         */
        void back(String agent, Instant since);

        /**
         * Only a call can tell whether the agent is back, and nobody makes one.
         *
         * @param since when it was away
         */
        void needsCall(String agent, Instant since);
    }

    /**
     * @param breakers by agent
     */
    ReturningAgents(Timers timers, Map<String, Breaker> breakers, Listener listener) {
        this.timers = timers;
        this.breakers = Map.copyOf(breakers);
        this.listener = listener;
        this.unheard = new HashSet<>(breakers.keySet());
    }

    /** The calls, whose answers are listened to. */
    Function<ToolCall, Future<ToolOutcome>> below(Function<ToolCall, Future<ToolOutcome>> calls) {
        return call -> {
            inTheAir.merge(call.agent(), 1, Integer::sum);
            return calls.apply(call)
                    .onComplete(ended -> inTheAir.merge(call.agent(), -1, Integer::sum))
                    .onSuccess(outcome -> heard(call.agent(), outcome));
        };
    }

    private void heard(String agent, ToolOutcome outcome) {
        if (started && outcome instanceof ToolOutcome.Answered && unheard.remove(agent)) {
            listener.back(agent, timers.now().minus(BEFORE_US));
        }
    }

    /** Looks every second until {@link #stop}. */
    void start() {
        started = true;
        breakers.forEach(this::look);
        next = timers.after(EVERY, this::start);
    }

    private void look(String agent, Breaker breaker) {
        Breaker.State state = breaker.state();
        if (state == Breaker.State.CLOSED) {
            Absence over = away.remove(agent);
            if (over != null) {
                listener.back(agent, over.since);
            }
            return;
        }
        Absence absence = away.computeIfAbsent(agent, first -> new Absence(timers.now()));
        // A call that is in the air, or waits between two attempts, is the trial, or will be.
        boolean quiet = inTheAir.getOrDefault(agent, 0) == 0;
        if (state == Breaker.State.HALF_OPEN && quiet && absence.mayTry(timers)) {
            absence.tried(timers);
            listener.needsCall(agent, absence.since);
        }
    }

    void stop() {
        started = false;
        next.cancel();
    }

    /** How long an agent is away, and how often it was tried. */
    private static final class Absence {
        private final Instant since;
        private long triedAtNanos;
        private Duration pause = Duration.ZERO;

        Absence(Instant since) {
            this.since = since;
        }

        boolean mayTry(Timers timers) {
            return pause.isZero() || timers.since(triedAtNanos).compareTo(pause) >= 0;
        }

        void tried(Timers timers) {
            triedAtNanos = timers.monotonicNanos();
            Duration longer = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
    }
}
