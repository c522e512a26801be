package org.inkstream.metrics.trace;

/** On which side of a call a span stands. */
public enum SpanKind {
    /** Neither: work of this process. */
    INTERNAL,
    /** Asks somebody. */
    CLIENT,
    /** Is asked by somebody. */
    SERVER
}
