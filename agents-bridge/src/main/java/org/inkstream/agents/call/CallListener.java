package org.inkstream.agents.call;

import java.time.Duration;
import org.inkstream.catalogue.ErrorClass;

/**
 * Hears what becomes of calls, for metrics and logs; called on their event loop, must not throw.
 */
public interface CallListener {
    /** Hears nothing. */
    CallListener SILENT = new CallListener() {};

    /** An attempt failed and another will follow after the pause. */
    default void retried(ToolCall call, int attempts, ErrorClass errorClass, Duration pause) {}

    /** The call has ended. */
    default void ended(ToolCall call, ToolOutcome outcome) {}

    /** Something came in for an attempt that had been given up, and was dropped. */
    default void late(ToolCall call) {}
}
