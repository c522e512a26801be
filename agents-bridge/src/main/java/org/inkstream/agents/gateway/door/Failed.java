package org.inkstream.agents.gateway.door;

import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.Failures;

/**
 * What a caller is told of a generation that failed: its class, in words of our own, because a
 * failure's words may name servers that are nobody's business outside.
 */
final class Failed {
    private Failed() {}

    static Objection objection(Throwable cause, Asked asked) {
        CallFailure failure = Failures.of(cause);
        if (failure.isOverBudget()) {
            // Our own words: which budget, what is left of it, and what was needed.
            return new Objection(Objection.NO_MONEY, String.valueOf(failure.getMessage()));
        }
        return switch (failure.errorClass()) {
            case OVERLOADED, EVENT_LOOP -> Objection.busy(failure.retryAfter());
            case TIMEOUT ->
                    new Objection(Objection.TOO_LATE, "the model did not answer in its time");
            case CONNECTION ->
                    new Objection(
                            Objection.OUT_OF_REACH,
                            "the model's server is out of reach, or broke off");
            case INVALID_DATA ->
                    Objection.bad(
                            "the model's server does not take the request, or what it answers"
                                    + " cannot be read; prompt and answer must fit in "
                                    + asked.model().contextTokens()
                                    + " tokens");
            case REFUSED -> Objection.bad("the model's server refuses the request");
            case AUTHENTICATION ->
                    new Objection(
                            Objection.FAILED, "the model's server does not accept the gateway");
            case UNKNOWN -> new Objection(Objection.FAILED, "the generation failed");
        };
    }
}
