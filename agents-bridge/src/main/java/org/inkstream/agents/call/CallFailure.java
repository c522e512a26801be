package org.inkstream.agents.call;

import java.time.Duration;
import java.util.List;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;

/**
 * Why one attempt failed. It has no stack trace: it is an expected outcome on its way through a
 * future, and {@link ToolCaller} turns it back into a value.
 */
public final class CallFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorClass errorClass;
    private final Duration retryAfter;
    private final boolean placeholder;
    private final transient List<ModelUsage> usage;

    public CallFailure(ErrorClass errorClass, String message) {
        this(errorClass, message, Duration.ZERO);
    }

    /**
     * @param retryAfter how long the agent asks us to wait, zero if it does not say
     */
    public CallFailure(ErrorClass errorClass, String message, Duration retryAfter) {
        this(errorClass, message, retryAfter, false, List.of());
    }

    private CallFailure(
            ErrorClass errorClass,
            String message,
            Duration retryAfter,
            boolean placeholder,
            List<ModelUsage> usage) {
        super(message, null, false, false);
        this.errorClass = errorClass;
        this.retryAfter = retryAfter;
        this.placeholder = placeholder;
        this.usage = List.copyOf(usage);
    }

    /** The agent answered, but only with a placeholder; whatever kept it from working may pass. */
    static CallFailure ofPlaceholder() {
        return new CallFailure(
                ErrorClass.UNKNOWN,
                "the agent answered with a placeholder",
                Duration.ZERO,
                true,
                List.of());
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

    /** The same failure of a call that models had worked on, which is billed all the same. */
    public CallFailure withUsage(List<ModelUsage> used) {
        return new CallFailure(
                errorClass, String.valueOf(getMessage()), retryAfter, placeholder, used);
    }

    /** What models are known to have used before the failure; empty if nothing is known. */
    public List<ModelUsage> usage() {
        return usage;
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
