package org.inkstream.loadtest.scenarios.overhead;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A figure over all rounds. */
public record Spread(double min, double median, double max) {
    /** Of all rounds, of which there must be some. */
    public static <T> Spread of(Collection<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no rounds");
        }
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1
                        ? sorted[middle]
                        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /** Such as {@code 1.52 (1.49-1.61)}: the median, and the range in brackets. */
    public String show(int decimals) {
        String pattern = "%." + decimals + "f";
        return String.format(
                Locale.ROOT, pattern + " (" + pattern + "-" + pattern + ")", median, min, max);
    }

    public JsonObject toJson() {
        return new JsonObject().put("min", min).put("median", median).put("max", max);
    }
}
