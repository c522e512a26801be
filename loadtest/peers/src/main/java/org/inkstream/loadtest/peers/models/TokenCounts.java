package org.inkstream.loadtest.peers.models;

/**
 * The tokens of one answer in disjoint classes.
 *
 * @param input neither read from a cache nor written to one
 * @param cacheRead input read from a cache
 * @param cacheWrite5m input written to a cache for five minutes
 * @param cacheWrite1h input written to a cache for an hour
 * @param output with the thinking
 * @param reasoning the thinking alone
 */
public record TokenCounts(
        long input,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite1h,
        long output,
        long reasoning) {
    private static final int CHARS_PER_TOKEN = 4;

    public TokenCounts {
        if (input < 0 || cacheRead < 0 || cacheWrite5m < 0 || cacheWrite1h < 0) {
            throw new IllegalArgumentException("input counts must not be negative");
        }
        if (reasoning < 0 || output < reasoning) {
            throw new IllegalArgumentException(
                    "output includes reasoning, got " + output + " and " + reasoning);
        }
    }

    /** Without cache or thinking. */
    public static TokenCounts of(long input, long output) {
        return new TokenCounts(input, 0, 0, 0, output, 0);
    }

    /** How many tokens this peer takes a text for: a quarter of its characters, rounded up. */
    public static long tokens(String text) {
        return (text.length() + CHARS_PER_TOKEN - 1L) / CHARS_PER_TOKEN;
    }

    /** The longest beginning of a text that has no more tokens than that. */
    public static String cut(String text, long tokens) {
        return text.length() <= tokens * CHARS_PER_TOKEN
                ? text
                : text.substring(0, (int) tokens * CHARS_PER_TOKEN);
    }

    public TokenCounts cacheRead(long tokens) {
        return new TokenCounts(input, tokens, cacheWrite5m, cacheWrite1h, output, reasoning);
    }

    public TokenCounts cacheWrite5m(long tokens) {
        return new TokenCounts(input, cacheRead, tokens, cacheWrite1h, output, reasoning);
    }

    public TokenCounts cacheWrite1h(long tokens) {
        return new TokenCounts(input, cacheRead, cacheWrite5m, tokens, output, reasoning);
    }

    /**
     * @param tokens of the output, which stays what it is
     */
    public TokenCounts reasoning(long tokens) {
        return new TokenCounts(input, cacheRead, cacheWrite5m, cacheWrite1h, output, tokens);
    }

    /** Everything that went in. */
    public long allInput() {
        return input + cacheRead + cacheWrite5m + cacheWrite1h;
    }

    long cacheWrites() {
        return cacheWrite5m + cacheWrite1h;
    }
}
