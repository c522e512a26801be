package org.inkstream.agents.call;

import java.time.Duration;
import org.inkstream.catalogue.ErrorClass;

/**
 * Why one attempt failed. It has no stack trace: it is an expected outcome on its way through a
 * future, and {@link ToolCaller} turns it back into a value.
 */
public final class CallFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorClass errorClass;
    private final Duration retryAfter;

    public CallFailure(ErrorClass errorClass, String message) {
        this(errorClass, message, Duration.ZERO);
    }

    /**
     * @param retryAfter how long the agent asks us to wait, zero if it does not say
     */
    public CallFailure(ErrorClass errorClass, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.errorClass = errorClass;
        this.retryAfter = retryAfter;
    }

    public ErrorClass errorClass() {
        return errorClass;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
