package org.inkstream.app.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.inkstream.pipeline.document.StepResult;

/**
 * Measures the phases of runs that are open here: one for each agent, from the begin of its first
 * call to the end of its last one, and one from the last call to the end of the run. Phases of
 * agents overlap, as their calls do. Each run is told of on one thread; different runs on different
 * ones.
 */
final class PhaseTimes {
    /** What comes after the calls: scoring, saving, announcing, closing. */
    static final String FINISH = "finish";

    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final BiConsumer<String, Duration> measured;

    /**
     * @param nanos a monotonic clock
     * @param measured told of each phase when its run has come to its result
     */
    PhaseTimes(LongSupplier nanos, BiConsumer<String, Duration> measured) {
        this.nanos = nanos;
        this.measured = measured;
    }

    void opened(String runId) {
        open.put(runId, new Open());
    }

    /** A step has ended just now. */
    void ended(String runId, StepResult result) {
        Open run = open.get(runId);
        if (run != null && result.attempts() > 0) {
            run.step(result.agent(), result.took(), nanos.getAsLong());
        }
    }

    /** The run has come to its result just now. */
    void finished(String runId) {
        Open run = open.get(runId);
        if (run != null) {
            run.tell(measured, nanos.getAsLong());
        }
    }

    /** Nothing more is told of the run. */
    void left(String runId) {
        open.remove(runId);
    }

    int pending() {
        return open.size();
    }

    private static final class Open {
        private final Map<String, Span> agents = new HashMap<>();

        void step(String agent, Duration took, long now) {
            Span span = new Span(now - took.toNanos(), now);
            agents.merge(agent, span, Span::with);
        }

        void tell(BiConsumer<String, Duration> measured, long now) {
            agents.forEach((agent, span) -> measured.accept(agent, span.length()));
            agents.values().stream()
                    .reduce(Span::with)
                    .ifPresent(all -> measured.accept(FINISH, Duration.ofNanos(now - all.end)));
        }
    }

    private record Span(long begin, long end) {
        Span with(Span other) {
            return new Span(
                    begin - other.begin < 0 ? begin : other.begin,
                    end - other.end > 0 ? end : other.end);
        }

        Duration length() {
            return Duration.ofNanos(end - begin);
        }
    }
}
