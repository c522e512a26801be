package org.inkstream.agents.gateway.schedule;

/**
 * What is known of the calls of one tool on one model. Immutable; times in nanoseconds.
 *
 * @param samples answers that it rests on
 * @param worked how long the server works on one, on average
 * @param quick what nine of ten take at least
 * @param slow what nine of ten take at most
 * @param outputTokens of an answer, on average
 */
public record Estimate(
        long samples, double worked, double quick, double slow, double outputTokens) {
    public Estimate {
        if (samples < 0
                || !isAmount(worked)
                || !isAmount(quick)
                || !isAmount(slow)
                || !isAmount(outputTokens)) {
            throw new IllegalArgumentException(
                    "an estimate has no such numbers: %d, %s, %s, %s, %s"
                            .formatted(samples, worked, quick, slow, outputTokens));
        }
    }

    /** Nothing is known. */
    static final Estimate NONE = new Estimate(0, 0, 0, 0, 0);

    private static final double SHARE = 0.1;
    private static final double LEAST_WEIGHT = 0.05;
    private static final double STEP = 0.5;

    /**
     * @param nanos how long the server worked on one more
     */
    Estimate plus(double nanos, double tokens) {
        if (samples == 0) {
            return new Estimate(1, nanos, nanos, nanos, tokens);
        }
        double weight = Math.max(1.0 / (samples + 1), LEAST_WEIGHT);
        double step = STEP * weight * Math.max(worked, nanos);
        return new Estimate(
                samples + 1,
                worked + weight * (nanos - worked),
                Math.max(0, moved(quick, nanos, SHARE, step)),
                moved(slow, nanos, 1 - SHARE, step),
                outputTokens + weight * (tokens - outputTokens));
    }

    private static boolean isAmount(double number) {
        return number >= 0 && number < Double.POSITIVE_INFINITY;
    }

    /** Goes up by a share of the step if the sample is above, down by the rest if it is below. */
    private static double moved(double quantile, double sample, double share, double step) {
        if (sample == quantile) {
            return quantile;
        }
        return sample > quantile
                ? Math.min(sample, quantile + step * share)
                : Math.max(sample, quantile - step * (1 - share));
    }
}
