package org.inkstream.agents.gateway.schedule;

import java.time.Duration;

/**
 * How much of one thing a remote API still takes.
 *
 * @param counted what is limited
 * @param limit when nothing of it is used
 * @param remaining of it now
 * @param untilFull how long until nothing of it is used
 */
public record Allowance(Counted counted, long limit, long remaining, Duration untilFull) {
    /** What is limited. */
    public enum Counted {
        REQUESTS,
        TOKENS,
        INPUT_TOKENS,
        OUTPUT_TOKENS;

        long of(Ask ask) {
            return switch (this) {
                case REQUESTS -> 1;
                case TOKENS -> ask.inputTokens() + ask.outputTokens();
                case INPUT_TOKENS -> ask.inputTokens();
                case OUTPUT_TOKENS -> ask.outputTokens();
            };
        }
    }
}
