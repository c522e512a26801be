package org.inkstream.app.service;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.inkstream.agents.call.Breaker;
import org.inkstream.time.Timers;

/**
 * Notices when an agent is back: its breaker was open on this event loop, and has closed. Used on
 * that loop.
 */
final class ReturningAgents {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Timers timers;
    private final Map<String, Breaker> breakers;
    private final BiConsumer<String, Instant> back;
    private final Map<String, Instant> away = new HashMap<>();
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
    }

    /** Looks every second until {@link #stop}. */
    void start() {
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
        next.cancel();
    }
}
