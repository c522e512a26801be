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
    private final boolean placeholder;

    public CallFailure(ErrorClass errorClass, String message) {
        this(errorClass, message, Duration.ZERO);
    }

    /**
     * @param retryAfter how long the agent asks us to wait, zero if it does not say
     */
    public CallFailure(ErrorClass errorClass, String message, Duration retryAfter) {
        this(errorClass, message, retryAfter, false);
    }

    private CallFailure(
            ErrorClass errorClass, String message, Duration retryAfter, boolean placeholder) {
        super(message, null, false, false);
        this.errorClass = errorClass;
        this.retryAfter = retryAfter;
        this.placeholder = placeholder;
    }

    /** The agent answered, but only with a placeholder; whatever kept it from working may pass. */
    static CallFailure ofPlaceholder() {
        return new CallFailure(
                ErrorClass.UNKNOWN, "the agent answered with a placeholder", Duration.ZERO, true);
    }

    /** What a breaker answers while it lets nothing through. */
    static CallFailure breakerOpen(String agent) {
        return new CallFailure(
                ErrorClass.CONNECTION,
                agent + " keeps failing and is left alone for a while (its breaker is open)");
    }

    public ErrorClass errorClass() {
        return errorClass;
    }

    public Duration retryAfter() {
        return retryAfter;
    }

    public boolean isPlaceholder() {
        return placeholder;
    }

    /**
     * Whether the failure says that the agent is in trouble, which is what a breaker counts. An
     * agent that refuses, or answers nonsense, is alive.
     */
    public boolean agentInTrouble() {
        return switch (errorClass) {
            case TIMEOUT, CONNECTION, OVERLOADED, UNKNOWN -> true;
            case INVALID_DATA, AUTHENTICATION, EVENT_LOOP, REFUSED -> false;
        };
    }
}
