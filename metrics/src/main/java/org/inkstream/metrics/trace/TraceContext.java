package org.inkstream.metrics.trace;

/**
 * Where a span stands in its trace, as it travels between processes (W3C Trace Context).
 *
 * @param traceparent such as {@code 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01}, empty
 *     if there is no trace
 * @param tracestate what vendors add, empty if nothing
 */
public record TraceContext(String traceparent, String tracestate) {
    /** No trace. */
    public static final TraceContext NONE = new TraceContext("", "");

    private static final String SHAPE = "hh-hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh-hhhhhhhhhhhhhhhh-hh";
    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;
    private static final int HEX = 16;
    private static final int SAMPLED = 1;
    private static final int LONGEST_STATE = 512;

    public TraceContext {
        if (!traceparent.isEmpty() && !isTraceparent(traceparent)) {
            throw new IllegalArgumentException("not a traceparent");
        }
        if (!isTracestate(tracestate)) {
            throw new IllegalArgumentException("not a tracestate");
        }
    }

    /**
     * What somebody else sent; what is malformed counts as absent, because it only costs a trace.
     */
    public static TraceContext received(String traceparent, String tracestate) {
        if (!isTraceparent(traceparent)) {
            return NONE;
        }
        return new TraceContext(traceparent, isTracestate(tracestate) ? tracestate : "");
    }

    public boolean isNone() {
        return traceparent.isEmpty();
    }

    /** Of the whole trace, 32 hexadecimal digits; empty if there is none. */
    public String traceId() {
        return isNone() ? "" : traceparent.substring(TRACE_ID, SPAN_ID - 1);
    }

    /** Of the span, 16 hexadecimal digits; empty if there is none. */
    public String spanId() {
        return isNone() ? "" : traceparent.substring(SPAN_ID, FLAGS - 1);
    }

    /** Whether its spans are kept, as far as whoever began it can say. */
    public boolean isSampled() {
        return !isNone() && (Integer.parseInt(traceparent.substring(FLAGS), HEX) & SAMPLED) != 0;
    }

    private static boolean isTraceparent(String text) {
        if (text.length() != SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (SHAPE.charAt(i) == '-' ? text.charAt(i) != '-' : !isHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
    }

    /** Printable ASCII only: it goes into headers. */
    private static boolean isTracestate(String text) {
        return text.length() <= LONGEST_STATE && text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
