package org.inkstream.agents.call;

import java.util.Map;

/** Names the trace that a call belongs to. Called on the call's event loop; must not throw. */
@FunctionalInterface
public interface TraceContext {
    /** No call belongs to a trace. */
    TraceContext NONE = (call, attempt) -> Map.of();

    /**
     * What travels beside the attempt: {@code traceparent} and {@code tracestate} of W3C Trace
     * Context, as far as there are any.
     */
    Map<String, String> of(ToolCall call, int attempt);
}
