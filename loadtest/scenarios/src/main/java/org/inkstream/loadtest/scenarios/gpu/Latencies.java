package org.inkstream.loadtest.scenarios.gpu;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.inkstream.loadtest.scenarios.gpu.chart.Point;

/**
 * How long letters took, in simulated seconds, from the moment for which each was meant, not from
 * the one at which it could be sent: a system that holds up its callers does not look better.
 */
final class Latencies {
    private static final int DIGITS = 3;
    private static final double MILLIS = 1_000;
    private static final double[] SHOWN = {
        1, 5, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92, 94, 95, 96, 97, 98, 99
    };

    private final Histogram millis = new Histogram(DIGITS);

    /**
     * @param scale how many times faster than real the servers run
     */
    static Latencies of(Collection<Duration> real, double scale) {
        Latencies latencies = new Latencies();
        real.forEach(
                took ->
                        latencies.millis.recordValue(
                                Math.max(0, Math.round(took.toMillis() * scale))));
        return latencies;
    }

    /** How often each of them came, in simulated milliseconds. */
    @JsonValue
    SortedMap<Long, Long> counts() {
        SortedMap<Long, Long> counts = new TreeMap<>();
        millis.recordedValues()
                .forEach(
                        step ->
                                counts.put(
                                        step.getValueIteratedTo(),
                                        step.getCountAtValueIteratedTo()));
        return counts;
    }

    /**
     * @param counts as {@link #counts} tells them
     */
    @JsonCreator
    static Latencies counted(SortedMap<Long, Long> counts) {
        Latencies latencies = new Latencies();
        counts.forEach(latencies.millis::recordValueWithCount);
        return latencies;
    }

    boolean isEmpty() {
        return millis.getTotalCount() == 0;
    }

    /** Seconds; NaN if there are none. */
    double quantile(double share) {
        return isEmpty() ? Double.NaN : millis.getValueAtPercentile(100 * share) / MILLIS;
    }

    /** Seconds over percent. */
    List<Point> curve() {
        List<Point> points = new ArrayList<>();
        if (!isEmpty()) {
            for (double percent : SHOWN) {
                points.add(new Point(percent, quantile(percent / 100)));
            }
        }
        return points;
    }

    JsonObject toJson() {
        return isEmpty()
                ? new JsonObject()
                : new JsonObject()
                        .put("count", millis.getTotalCount())
                        .put("p50", quantile(0.5))
                        .put("p90", quantile(0.9))
                        .put("p95", quantile(0.95))
                        .put("p99", quantile(0.99))
                        .put("max", quantile(1));
    }
}
