package org.inkstream.metrics.trace;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Telemetry that keeps what it takes, for tests and simulations. For any thread. */
public final class RememberedTelemetry implements Telemetry {
    private static final String TRACE = "%032x";
    private static final int LENGTH_OF_TRACE = 32;
    private static final int AFTER_VERSION = 3;

    private final List<Remembered> spans = new CopyOnWriteArrayList<>();
    private final List<Measurement> measurements = new CopyOnWriteArrayList<>();

    /** One measurement. */
    public record Measurement(Instrument instrument, double value, Attributes attributes) {}

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public synchronized LiveSpan begin(
            SpanKind kind, String name, TraceContext parent, Attributes attributes) {
        long id = spans.size() + 1L;
        String trace =
                parent.isNone()
                        ? TRACE.formatted(id)
                        : parent.traceparent()
                                .substring(AFTER_VERSION, AFTER_VERSION + LENGTH_OF_TRACE);
        TraceContext context =
                new TraceContext("00-%s-%016x-01".formatted(trace, id), parent.tracestate());
        Remembered span = new Remembered(kind, name, parent, context, attributes);
        spans.add(span);
        return span;
    }

    @Override
    public void record(Instrument instrument, double value, Attributes attributes) {
        measurements.add(new Measurement(instrument, value, attributes));
    }

    @Override
    public void close() {}

    /** In the order in which they began. */
    public List<Remembered> spans() {
        return List.copyOf(spans);
    }

    /**
     * @throws IllegalArgumentException if there is not exactly one with this name
     */
    public Remembered span(String name) {
        List<Remembered> named = spans.stream().filter(span -> span.name.equals(name)).toList();
        if (named.size() != 1) {
            throw new IllegalArgumentException(named.size() + " spans are named " + name);
        }
        return named.get(0);
    }

    public List<Measurement> measurements() {
        return List.copyOf(measurements);
    }

    /** One span and what became of it. */
    public static final class Remembered implements LiveSpan {
        private final SpanKind kind;
        private final String name;
        private final TraceContext parent;
        private final TraceContext context;
        private Attributes attributes;
        private String errorType = "";
        private int ends;

        private Remembered(
                SpanKind kind,
                String name,
                TraceContext parent,
                TraceContext context,
                Attributes attributes) {
            this.kind = kind;
            this.name = name;
            this.parent = parent;
            this.context = context;
            this.attributes = attributes;
        }

        @Override
        public TraceContext context() {
            return context;
        }

        @Override
        public synchronized void set(Attributes more) {
            attributes = attributes.with(more);
        }

        @Override
        public synchronized void failed(String type) {
            errorType = type;
        }

        @Override
        public synchronized void end() {
            ends++;
        }

        public SpanKind kind() {
            return kind;
        }

        public String name() {
            return name;
        }

        public TraceContext parent() {
            return parent;
        }

        public synchronized Attributes attributes() {
            return attributes;
        }

        /** Empty unless it failed. */
        public synchronized String errorType() {
            return errorType;
        }

        /** How often it was ended, which should be once. */
        public synchronized int ends() {
            return ends;
        }
    }
}
