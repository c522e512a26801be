package org.inkstream.metrics;

import io.prometheus.metrics.tracer.common.SpanContext;
import java.util.Optional;
import org.inkstream.metrics.trace.TraceContext;

/**
 * Names the trace behind what is recorded: one observation of each bucket then leads to its spans,
 * in scrapes that can say so. The library asks which span is current on the thread; as letters
 * share threads none is, except while {@link #of} runs. Thread-safe.
 */
public final class Exemplars {
    private final boolean wanted;
    private final ThreadLocal<TraceContext> behind =
            ThreadLocal.withInitial(() -> TraceContext.NONE);

    /**
     * @param wanted whether this process sends spans; if not, nothing is ever named
     */
    Exemplars(boolean wanted) {
        this.wanted = wanted;
    }

    /**
     * Runs the recording, now and on this thread. What it records may name this trace if that is
     * sampled; {@link TraceContext#NONE} is never named.
     */
    public void of(TraceContext trace, Runnable recording) {
        if (!wanted) {
            recording.run();
            return;
        }
        TraceContext before = behind.get();
        behind.set(trace);
        try {
            recording.run();
        } finally {
            behind.set(before);
        }
    }

    /** What the library asks; empty where nothing is to be named, so that nobody asks in vain. */
    Optional<SpanContext> spans() {
        return wanted ? Optional.of(new Spans()) : Optional.empty();
    }

    private final class Spans implements SpanContext {
        @Override
        public String getCurrentTraceId() {
            return behind.get().traceId();
        }

        @Override
        public String getCurrentSpanId() {
            return behind.get().spanId();
        }

        @Override
        public boolean isCurrentSpanSampled() {
            return behind.get().isSampled();
        }

        @Override
        public void markCurrentSpanAsExemplar() {
            // Which traces are kept was decided when they began.
        }
    }
}
