package org.inkstream.loadtest.peers.gpu.http;

import java.util.Map;
import java.util.Random;

/**
 * How long answers are: lognormal around a mean for each tool, and always the same for the same
 * tool, document and seed, in whatever order they come.
 *
 * @param usual mean in tokens of a tool that is not named
 * @param byTool means in tokens
 * @param sigma of the logarithm; 0 makes every answer as long as its mean
 */
public record OutputLengths(int usual, Map<String, Integer> byTool, double sigma, long seed) {
    public static final int USUAL_TOKENS = 80;
    private static final double USUAL_SIGMA = 0.3;

    public OutputLengths {
        byTool = Map.copyOf(byTool);
        if (usual < 1 || byTool.values().stream().anyMatch(tokens -> tokens < 1)) {
            throw new IllegalArgumentException(
                    "an answer has at least one token, got " + usual + " and " + byTool);
        }
        if (!(sigma >= 0)) {
            throw new IllegalArgumentException("sigma must not be negative, got " + sigma);
        }
    }

    /** About 80 tokens, whatever the tool. */
    public static OutputLengths usual(long seed) {
        return new OutputLengths(USUAL_TOKENS, Map.of(), USUAL_SIGMA, seed);
    }

    /** Exactly so many. */
    public static OutputLengths exactly(int tokens) {
        return new OutputLengths(tokens, Map.of(), 0, 0);
    }

    /**
     * @param mean in tokens of tools that are not named
     */
    public OutputLengths means(int mean, Map<String, Integer> named) {
        return new OutputLengths(mean, named, sigma, seed);
    }

    int tokens(Letter letter) {
        double mean = byTool.getOrDefault(letter.tool(), usual);
        long own = seed * 31 + letter.tool().hashCode();
        double draw =
                new Random(own * 0x9E3779B97F4A7C15L + letter.document().hashCode()).nextGaussian();
        return (int) Math.max(1, Math.round(mean * Math.exp(sigma * draw - sigma * sigma / 2)));
    }
}
