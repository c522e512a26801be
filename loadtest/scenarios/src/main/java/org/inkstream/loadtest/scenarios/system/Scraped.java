package org.inkstream.loadtest.scenarios.system;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code /metrics} said at one moment.
 *
 * @param samples value by name with labels, as Prometheus writes it
 */
public record Scraped(Map<String, Double> samples) {
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    public Scraped {
        samples = Map.copyOf(samples);
    }

    static Scraped of(String text) {
        return new Scraped(
                text.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .collect(
                                Collectors.toMap(
                                        line -> line.substring(0, line.lastIndexOf(' ')),
                                        line ->
                                                Double.valueOf(
                                                        line.substring(
                                                                line.lastIndexOf(' ') + 1)))));
    }

    /** What was counted since then; of gauges the difference. */
    public Scraped since(Scraped earlier) {
        return new Scraped(
                samples.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        sample ->
                                                sample.getValue()
                                                        - earlier.samples.getOrDefault(
                                                                sample.getKey(), 0.0))));
    }

    /** The sum over all values of the labels; zero if there is no such meter. */
    public double sum(String meter) {
        return samples.entrySet().stream()
                .filter(sample -> isOf(meter, sample.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The sums by the value of one label. */
    public NavigableMap<String, Double> by(String label, String meter) {
        NavigableMap<String, Double> sums = new TreeMap<>();
        samples.forEach(
                (sample, value) -> {
                    if (isOf(meter, sample)) {
                        sums.merge(labelOf(sample, label), value, Double::sum);
                    }
                });
        return sums;
    }

    /**
     * A quantile in seconds, drawn straight through the bucket in which it lies; as exact as the
     * buckets are narrow. Not a number while nothing was counted.
     */
    public double quantile(String timer, double quantile) {
        NavigableMap<Double, Double> buckets = new TreeMap<>();
        by("le", timer + "_bucket").forEach((bound, count) -> buckets.put(parsed(bound), count));
        double wanted = quantile * (buckets.isEmpty() ? 0 : buckets.lastEntry().getValue());
        double lower = 0;
        double before = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            double upTo = bucket.getValue();
            if (upTo >= wanted && upTo > before) {
                double upper = bucket.getKey();
                return Double.isInfinite(upper)
                        ? lower
                        : lower + (upper - lower) * (wanted - before) / (upTo - before);
            }
            lower = bucket.getKey();
            before = upTo;
        }
        return Double.NaN;
    }

    private static double parsed(String bound) {
        return "+Inf".equals(bound) ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
    }

    private static boolean isOf(String meter, String sample) {
        return sample.equals(meter) || sample.startsWith(meter + "{");
    }

    private static String labelOf(String sample, String label) {
        Matcher labels = LABEL.matcher(sample);
        while (labels.find()) {
            if (labels.group(1).equals(label)) {
                return labels.group(2);
            }
        }
        return "";
    }
}
