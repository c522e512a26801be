package org.inkstream.metrics.trace;

/**
 * Takes spans and measurements and sends them somewhere. For any thread; never blocks a caller, and
 * never throws.
 */
public interface Telemetry extends AutoCloseable {
    /** Takes nothing. Whoever would record asks {@link #isOn} first, and then does not. */
    Telemetry OFF = new Off();

    /** Whether anybody takes what is recorded; it never changes. */
    boolean isOn();

    /**
     * Begins a span.
     *
     * @param name of low cardinality, such as {@code execute_tool extract_people}
     * @param parent {@link TraceContext#NONE} begins a new trace
     */
    LiveSpan begin(SpanKind kind, String name, TraceContext parent, Attributes attributes);

    /**
     * Adds one measurement; an instrument of a generation that is not exported takes none.
     *
     * @param value in the instrument's unit
     * @param attributes of low cardinality: no id of a document, a run or a request
     */
    void record(Instrument instrument, double value, Attributes attributes);

    /** Sends what has not been sent, within a deadline, and ends. Blocks. */
    @Override
    void close();

    /** What holds while nothing is exported. */
    final class Off implements Telemetry {
        private static final LiveSpan NO_SPAN =
                new LiveSpan() {
                    @Override
                    public TraceContext context() {
                        return TraceContext.NONE;
                    }

                    @Override
                    public void set(Attributes attributes) {}

                    @Override
                    public void failed(String errorType) {}

                    @Override
                    public void end() {}
                };

        private Off() {}

        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public LiveSpan begin(
                SpanKind kind, String name, TraceContext parent, Attributes attributes) {
            return NO_SPAN;
        }

        @Override
        public void record(Instrument instrument, double value, Attributes attributes) {}

        @Override
        public void close() {}
    }
}
