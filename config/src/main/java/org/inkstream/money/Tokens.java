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
        return Math.addExact(cacheWrite5m, cacheWrite1h);
    }

    /** The whole prompt, however it was served: what a provider calls the total input. */
    public long prompt() {
        return Math.addExact(Math.addExact(input, cacheRead), cacheWrite());
    }

    /** Prompt and output. */
    public long total() {
        return Math.addExact(prompt(), output);
    }
}
