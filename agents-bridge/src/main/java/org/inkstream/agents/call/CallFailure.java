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
    private final boolean told;
    private final boolean overBudget;

    public CallFailure(ErrorClass errorClass, String message) {
        this(errorClass, message, Duration.ZERO);
    }

    /**
     * @param retryAfter how long the agent asks us to wait, zero if it does not say
     */
    public CallFailure(ErrorClass errorClass, String message, Duration retryAfter) {
        this(errorClass, message, retryAfter, false, List.of(), false, false);
    }

    private CallFailure(
            ErrorClass errorClass,
            String message,
            Duration retryAfter,
            boolean placeholder,
            List<ModelUsage> usage,
            boolean told,
            boolean overBudget) {
        super(message, null, false, false);
        this.errorClass = errorClass;
        this.retryAfter = retryAfter;
        this.placeholder = placeholder;
        this.usage = List.copyOf(usage);
        this.told = told;
        this.overBudget = overBudget;
    }

    /** The agent answered, but only with a placeholder; whatever kept it from working may pass. */
    static CallFailure ofPlaceholder() {
        return new CallFailure(
                ErrorClass.UNKNOWN,
                "the agent answered with a placeholder",
                Duration.ZERO,
                true,
                List.of(),
                true,
                false);
    }

    /**
     * There is no money for the call. Nothing was sent, and asking again will not help.
     *
     * @param why for people
     */
    public static CallFailure overBudget(String why) {
        return new CallFailure(
                ErrorClass.REFUSED, why, Duration.ZERO, false, List.of(), true, true);
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
                errorClass,
                String.valueOf(getMessage()),
                retryAfter,
                placeholder,
                used,
                told,
                overBudget);
    }

    /** The same failure, of which it is certain what came before it: the agent itself tells it. */
    public CallFailure byAgent() {
        return new CallFailure(
                errorClass,
                String.valueOf(getMessage()),
                retryAfter,
                placeholder,
                usage,
                true,
                overBudget);
    }

    /** Whether it was not sent because there is no money for it. */
    public boolean isOverBudget() {
        return overBudget;
    }

    /** Whether the agent says so itself, with what it used; if not, nobody knows what it did. */
    public boolean isTold() {
        return told;
    }

    /**
     * Whether work that had begun may have gone on until it was billed: nobody heard how it ended.
     */
    public boolean leavesOutcomeOpen() {
        return !told
                && usage.isEmpty()
                && (errorClass == ErrorClass.TIMEOUT || errorClass == ErrorClass.CONNECTION);
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
