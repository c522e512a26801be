package org.inkstream.money;

/**
 * How many tokens a call used, in disjoint classes; only thinking is told apart within another
 * class, because it is billed as output.
 *
 * @param input of the prompt, neither read from nor written to a cache
 * @param output generated, thinking included
 * @param thinking the part of the output that is thinking, zero if the provider does not say
 * @param cacheRead of the prompt, served from a cache
 * @param cacheWrite5m of the prompt, written to a cache for five minutes
 * @param cacheWrite1h of the prompt, written to a cache for an hour
 */
public record Tokens(
        long input,
        long output,
        long thinking,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite1h) {
    /** Far more than any call has; with the highest price, the cost still fits into a long. */
    private static final long MOST = 1_000_000_000;

    public static final Tokens NONE = new Tokens(0, 0, 0, 0, 0, 0);

    public Tokens {
        if (input < 0
                || output < 0
                || thinking < 0
                || cacheRead < 0
                || cacheWrite5m < 0
                || cacheWrite1h < 0) {
            throw new IllegalArgumentException("token counts must not be negative");
        }
        if (Math.max(
                        Math.max(input, output),
                        Math.max(cacheRead, Math.max(cacheWrite5m, cacheWrite1h)))
                > MOST) {
            throw new IllegalArgumentException("no call has more than " + MOST + " tokens");
        }
        if (thinking > output) {
            throw new IllegalArgumentException(
                    "thinking is a part of the output of " + output + ", got " + thinking);
        }
    }

    /** Without caches and thinking. */
    public static Tokens of(long input, long output) {
        return new Tokens(input, output, 0, 0, 0, 0);
    }

    public long count(TokenClass tokenClass) {
        return switch (tokenClass) {
            case INPUT -> input;
            case OUTPUT -> output;
            case CACHE_READ -> cacheRead;
            case CACHE_WRITE_5M -> cacheWrite5m;
            case CACHE_WRITE_1H -> cacheWrite1h;
        };
    }

    public long cacheWrite() {
        return cacheWrite5m + cacheWrite1h;
    }

    /** The whole prompt, however it was served: what a provider calls the total input. */
    public long prompt() {
        return input + cacheRead + cacheWrite();
    }

    /** Prompt and output. */
    public long total() {
        return prompt() + output;
    }
}
