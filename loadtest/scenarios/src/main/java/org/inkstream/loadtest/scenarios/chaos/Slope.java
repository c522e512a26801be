package org.inkstream.loadtest.scenarios.chaos;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The live heap of one process.
 *
 * @param name of the process
 * @param points in order of time
 */
public record Slope(String name, List<Point> points) {
    public Slope {
        points = List.copyOf(points);
    }

    public record Point(double minutes, double mib) {}

    /** From the first sample to the last. */
    public double minutes() {
        return points.isEmpty() ? 0 : last().minutes - points.get(0).minutes;
    }

    /** MiB in a minute, by least squares over the later half: a process that starts fills up. */
    public double perMinute() {
        List<Point> later = points.subList(points.size() / 2, points.size());
        if (later.size() < 2) {
            return 0;
        }
        double meanTime = later.stream().mapToDouble(Point::minutes).average().orElse(0);
        double meanMib = later.stream().mapToDouble(Point::mib).average().orElse(0);
        double above = 0;
        double below = 0;
        for (Point point : later) {
            above += (point.minutes - meanTime) * (point.mib - meanMib);
            below += (point.minutes - meanTime) * (point.minutes - meanTime);
        }
        return below == 0 ? 0 : above / below;
    }

    public double mostMib() {
        return points.stream().mapToDouble(Point::mib).max().orElse(0);
    }

    private Point last() {
        return points.get(points.size() - 1);
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("process", name)
                .put("samples", points.size())
                .put("minutes", round(minutes()))
                .put("mostMib", round(mostMib()))
                .put("mibPerMinute", round(perMinute()));
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
