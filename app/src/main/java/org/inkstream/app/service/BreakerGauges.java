package org.inkstream.app.service;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.inkstream.agents.call.Breaker;
import org.inkstream.metrics.AgentMetrics;
import org.inkstream.time.Timers;

/**
 * Shows in the scrape and in health how the breakers of one event loop stand. Used on that loop.
 */
final class BreakerGauges {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Timers timers;
    private final Map<String, Breaker> breakers;
    private final Map<Breaker, AtomicInteger> shown = new LinkedHashMap<>();
    private volatile List<String> away = List.of();
    private Timers.Timer next = () -> false;

    /**
     * @param breakers by agent
     */
    BreakerGauges(Timers timers, Map<String, Breaker> breakers, AgentMetrics metrics) {
        this.timers = timers;
        this.breakers = new TreeMap<>(breakers);
        breakers.forEach((agent, breaker) -> shown.put(breaker, metrics.breaker(agent)));
    }

    /** Looks every second until {@link #stop}. */
    void start() {
        shown.forEach((breaker, gauge) -> gauge.set(value(breaker.state())));
        away =
                breakers.entrySet().stream()
                        .filter(entry -> entry.getValue().state() != Breaker.State.CLOSED)
                        .map(Map.Entry::getKey)
                        .toList();
        next = timers.after(EVERY, this::start);
    }

    /** Which agents are left alone or tried again, as of the last look. Called on any thread. */
    List<String> away() {
        return away;
    }

    void stop() {
        next.cancel();
    }

    private static int value(Breaker.State state) {
        return switch (state) {
            case CLOSED -> AgentMetrics.CLOSED;
            case HALF_OPEN -> AgentMetrics.HALF_OPEN;
            case OPEN -> AgentMetrics.OPEN;
        };
    }
}
