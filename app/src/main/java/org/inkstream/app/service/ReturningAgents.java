package org.inkstream.app.service;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.inkstream.agents.call.Breaker;
import org.inkstream.agents.call.ToolCall;
import org.inkstream.agents.call.ToolOutcome;
import org.inkstream.time.Timers;

/**
 * Notices when an agent is back: its breaker was open on this event loop and has closed, or it
 * answers for the first time since this process began, whatever happened before. Used on that loop.
 */
final class ReturningAgents {
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** How long before this process began an agent may have been out. */
    private static final Duration BEFORE_US = Duration.ofHours(24);

    private final Timers timers;
    private final Map<String, Breaker> breakers;
    private final BiConsumer<String, Instant> back;
    private final Map<String, Instant> away = new HashMap<>();
    private final Set<String> unheard;
    private boolean started;
    private Timers.Timer next = () -> false;

    /**
     * @param breakers by agent
     * @param back hears which agent is back, and since when it was away
     */
    ReturningAgents(
            Timers timers, Map<String, Breaker> breakers, BiConsumer<String, Instant> back) {
        this.timers = timers;
        this.breakers = Map.copyOf(breakers);
        this.back = back;
        this.unheard = new HashSet<>(breakers.keySet());
    }

    /** The calls, whose answers are listened to. */
    Function<ToolCall, Future<ToolOutcome>> below(Function<ToolCall, Future<ToolOutcome>> calls) {
        return call -> calls.apply(call).onSuccess(outcome -> heard(call.agent(), outcome));
    }

    private void heard(String agent, ToolOutcome outcome) {
        if (started && outcome instanceof ToolOutcome.Answered && unheard.remove(agent)) {
            back.accept(agent, timers.now().minus(BEFORE_US));
        }
    }

    /** Looks every second until {@link #stop}. */
    void start() {
        started = true;
        breakers.forEach(this::look);
        next = timers.after(EVERY, this::start);
    }

    private void look(String agent, Breaker breaker) {
        if (breaker.state() != Breaker.State.CLOSED) {
            away.putIfAbsent(agent, timers.now());
            return;
        }
        Instant since = away.remove(agent);
        if (since != null) {
            back.accept(agent, since);
        }
    }

    void stop() {
        started = false;
        next.cancel();
    }
}
