package org.inkstream.loadtest.peers.gpu;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many milliseconds one decode iteration takes at a batch of b sequences: linear between the
 * points, and beyond the last one with the slope of the last two.
 *
 * @param points milliseconds by batch size
 */
public record Curve(NavigableMap<Integer, Double> points) {
    public Curve {
        points = Collections.unmodifiableNavigableMap(new TreeMap<>(points));
        if (points.isEmpty() || points.firstKey() != 1) {
            throw new IllegalArgumentException("a curve begins with a batch of 1, got " + points);
        }
        if (points.values().stream().anyMatch(millis -> !(millis > 0))) {
            throw new IllegalArgumentException("milliseconds must be positive, got " + points);
        }
    }

    public static Curve of(Map<Integer, Double> points) {
        return new Curve(new TreeMap<>(points));
    }

    /** Each point times {@code factor}, plus {@code millis}: a smaller model on the same card. */
    public Curve scaled(double factor, double millis) {
        NavigableMap<Integer, Double> other = new TreeMap<>();
        points.forEach((batch, step) -> other.put(batch, step * factor + millis));
        return new Curve(other);
    }

    /** Milliseconds of an iteration; zero for an empty batch. */
    public double millis(int batch) {
        if (batch == 0) {
            return 0;
        }
        Map.Entry<Integer, Double> below = points.floorEntry(batch);
        Map.Entry<Integer, Double> above = points.ceilingEntry(batch);
        if (above == null) {
            above = points.lastEntry();
            below = points.size() == 1 ? above : points.lowerEntry(above.getKey());
        }
        int apart = above.getKey() - below.getKey();
        if (apart == 0) {
            return below.getValue();
        }
        double slope = (above.getValue() - below.getValue()) / apart;
        return below.getValue() + slope * (batch - below.getKey());
    }

    /** The least milliseconds for one token that a batch of up to {@code limit} can reach. */
    public double leastMillisPerToken(int limit) {
        double least = Double.MAX_VALUE;
        for (int batch = 1; batch <= limit; batch++) {
            least = Math.min(least, millis(batch) / batch);
        }
        return least;
    }
}
