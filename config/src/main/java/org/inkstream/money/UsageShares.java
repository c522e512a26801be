package org.inkstream.money;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Divides what one call used among the tools that it served, so that nothing is counted twice and
 * nothing is lost: the shares of each token class, and of the time, add up to the whole.
 */
public final class UsageShares {
    private UsageShares() {}

    /**
     * @param whole what the call used
     * @param read how much of the prompt each tool caused, in any unit, zero or more
     * @param written how much of the answer each tool got, in any unit, zero or more
     * @return one share for each, in their order
     */
    public static List<ModelUsage> of(ModelUsage whole, List<Long> read, List<Long> written) {
        if (read.size() != written.size() || read.isEmpty()) {
            throw new IllegalArgumentException(
                    "as many must have read as have written, got " + read + " and " + written);
        }
        Tokens tokens = whole.tokens();
        long[] input = divided(tokens.input(), read);
        long[] cacheRead = divided(tokens.cacheRead(), read);
        long[] cacheWrite5m = divided(tokens.cacheWrite5m(), read);
        long[] cacheWrite1h = divided(tokens.cacheWrite1h(), read);
        long[] output = divided(tokens.output(), written);
        // By the output, of which it is a part: no share of it is more than that of the output.
        long[] thinking = divided(tokens.thinking(), LongStream.of(output).boxed().toList());
        long[] nanos = divided(whole.took().toNanos(), written);
        List<ModelUsage> shares = new ArrayList<>();
        for (int i = 0; i < input.length; i++) {
            Tokens part =
                    new Tokens(
                            input[i],
                            output[i],
                            thinking[i],
                            cacheRead[i],
                            cacheWrite5m[i],
                            cacheWrite1h[i]);
            shares.add(whole.share(part, Duration.ofNanos(nanos[i])));
        }
        return shares;
    }

    /**
     * Each gets what lies between two marks, and marks are set by the sum of the weights up to
     * them: so the shares add up, and each is its exact part rounded up or down.
     */
    private static long[] divided(long whole, List<Long> weights) {
        long all = weights.stream().mapToLong(weight -> weight).sum();
        long[] shares = new long[weights.size()];
        long weightsSoFar = 0;
        long mark = 0;
        for (int i = 0; i < shares.length; i++) {
            weightsSoFar += all == 0 ? 1 : weights.get(i);
            long next = mark(whole, weightsSoFar, all == 0 ? shares.length : all);
            shares[i] = next - mark;
            mark = next;
        }
        return shares;
    }

    private static long mark(long whole, long weight, long all) {
        return BigInteger.valueOf(whole)
                .multiply(BigInteger.valueOf(weight))
                .divide(BigInteger.valueOf(all))
                .longValueExact();
    }
}
