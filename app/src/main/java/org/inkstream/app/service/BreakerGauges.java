package org.inkstream.app.service;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.inkstream.agents.call.Breaker;
import org.inkstream.metrics.AgentMetrics;
import org.inkstream.time.Timers;

/** Shows in the scrape how the breakers of one event loop stand. Used on that loop. */
final class BreakerGauges {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Timers timers;
    private final Map<Breaker, AtomicInteger> shown = new LinkedHashMap<>();
    private Timers.Timer next = () -> false;

    /**
     * @param breakers by agent
     */
    BreakerGauges(Timers timers, Map<String, Breaker> breakers, AgentMetrics metrics) {
        this.timers = timers;
        breakers.forEach((agent, breaker) -> shown.put(breaker, metrics.breaker(agent)));
    }

    /** Looks every second until {@link #stop}. */
    void start() {
        shown.forEach((breaker, gauge) -> gauge.set(value(breaker.state())));
        next = timers.after(EVERY, this::start);
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
