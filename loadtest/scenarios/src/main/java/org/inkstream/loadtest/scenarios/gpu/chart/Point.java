package org.inkstream.loadtest.scenarios.gpu.chart;

/** A pair of figures. */
public record Point(double x, double y) {
    public Point {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("a point is finite, got " + x + ", " + y);
        }
    }
}
