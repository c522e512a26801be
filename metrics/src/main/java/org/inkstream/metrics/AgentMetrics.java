package org.inkstream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Records how agents answer. Thread-safe; recording allocates nothing. */
public final class AgentMetrics {
    /** Calls go through. */
    public static final int CLOSED = 0;

    /** One call tries whether the agent is back. */
    public static final int HALF_OPEN = 1;

    /** The agent is left alone. */
    public static final int OPEN = 2;

    private final Family<Timer> responses;
    private final Family<Counter> errors;
    private final Family<Counter> retries;
    private final Family<Counter> lateAnswers;
    private final Family<Counter> calls;
    private final Family<List<AtomicInteger>> breakers;

    AgentMetrics(Meters meters) {
        responses = meters.timers(MeterCatalogue.AGENT_RESPONSE);
        errors = meters.counters(MeterCatalogue.AGENT_ERRORS);
        retries = meters.counters(MeterCatalogue.RETRIES);
        lateAnswers = meters.counters(MeterCatalogue.LATE_ANSWERS);
        calls = meters.counters(MeterCatalogue.TOOL_CALLS);
        breakers =
                meters.family(
                        MeterCatalogue.BREAKER_STATE,
                        agent -> {
                            List<AtomicInteger> states = new CopyOnWriteArrayList<>();
                            meters.gauge(MeterCatalogue.BREAKER_STATE, agent, () -> worst(states));
                            meters.gauge(
                                    MeterCatalogue.AGENT_AVAILABLE,
                                    agent,
                                    () -> worst(states) == CLOSED ? 1 : 0);
                            return states;
                        });
    }

    /** One attempt was answered. */
    public void answered(String agent, String tool, Duration took) {
        responses.of(agent, tool).record(took);
    }

    /**
     * One attempt failed.
     *
     * @param errorClass wire name of the error class
     */
    public void failed(String agent, String errorClass) {
        errors.of(agent, errorClass).increment();
    }

    public void retried(String agent) {
        retries.of(agent).increment();
    }

    /** An attempt that had been given up was answered after all. */
    public void answeredLate(String agent) {
        lateAnswers.of(agent).increment();
    }

    /**
     * A tool call ended, with all its attempts.
     *
     * @param outcome {@code actual}, {@code fallback}, {@code cached}, {@code failed} or {@code
     *     not_attempted}
     */
    public void callEnded(String tool, String outcome) {
        calls.of(tool, outcome).increment();
    }

    /**
     * Where one breaker keeps its state for the scrape. Each breaker asks once, and sets it to
     * {@link #CLOSED}, {@link #HALF_OPEN} or {@link #OPEN}; the worst of an agent is shown, and
     * whether calls get through: a breaker that tries again knows no better than one that is open,
     * and without letters it may stay so for long.
     */
    public AtomicInteger breaker(String agent) {
        AtomicInteger state = new AtomicInteger(CLOSED);
        breakers.of(agent).add(state);
        return state;
    }

    private static int worst(List<AtomicInteger> states) {
        return states.stream().mapToInt(AtomicInteger::get).max().orElse(CLOSED);
    }
}
