package org.inkstream.loadtest.scenarios.gpu.chart;

import java.util.List;
import java.util.stream.Stream;

/**
 * Lines over one axis.
 *
 * @param across what the horizontal axis shows, with its unit
 * @param up what the vertical axis shows, with its unit
 * @param dots whether each point is marked, as is right for few that were measured
 */
public record LineChart(String title, String across, String up, List<Line> lines, boolean dots) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 78;
    private static final int RIGHT = 20;
    private static final int TOP = 94;
    private static final int BOTTOM = 54;
    private static final int LEGEND_Y = 46;
    private static final int LEGEND_ROW = 20;
    private static final int SWATCH = 22;
    private static final double LETTER = 7.2;

    /**
     * @param number of its colour
     */
    public record Line(String name, List<Point> points, int number) {
        public Line {
            points = List.copyOf(points);
        }
    }

    public LineChart {
        lines = List.copyOf(lines);
    }

    public String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, title).heading(16, 24, title);
        Axis horizontal = Axis.upTo(points().mapToDouble(Point::x).max().orElse(1));
        Axis vertical = Axis.upTo(points().mapToDouble(Point::y).max().orElse(1));
        drawAxes(svg, horizontal, vertical);
        drawLegend(svg);
        lines.forEach(line -> draw(svg, horizontal, vertical, line));
        return svg.end();
    }

    private Stream<Point> points() {
        return lines.stream().flatMap(line -> line.points().stream());
    }

    private void drawAxes(Svg svg, Axis horizontal, Axis vertical) {
        for (double tick : vertical.ticks()) {
            double y = y(vertical, tick);
            svg.gridLine(LEFT, y, WIDTH - RIGHT, y);
            svg.text(LEFT - 8, y + 4, "end", Svg.FAINT, vertical.show(tick));
        }
        for (double tick : horizontal.ticks()) {
            double x = x(horizontal, tick);
            svg.line(x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 5, Svg.FAINT, 1);
            svg.text(x, HEIGHT - BOTTOM + 19, "middle", Svg.FAINT, horizontal.show(tick));
        }
        svg.line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, Svg.FAINT, 1);
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", Svg.FAINT, across);
        svg.upwards(20, (TOP + HEIGHT - BOTTOM) / 2.0, up);
    }

    /** In as many rows as names need. */
    private void drawLegend(Svg svg) {
        double x = LEFT;
        double y = LEGEND_Y;
        for (Line line : lines) {
            double width = SWATCH + 6 + line.name().length() * LETTER + 16;
            if (x > LEFT && x + width > WIDTH) {
                x = LEFT;
                y += LEGEND_ROW;
            }
            svg.line(x, y - 4, x + SWATCH, y - 4, Palette.colour(line.number()), 3);
            svg.text(x + SWATCH + 6, y, "start", Svg.INK, line.name());
            x += width;
        }
    }

    private void draw(Svg svg, Axis horizontal, Axis vertical, Line line) {
        String colour = Palette.colour(line.number());
        List<Point> placed =
                line.points().stream()
                        .map(point -> new Point(x(horizontal, point.x()), y(vertical, point.y())))
                        .toList();
        svg.path(placed, colour);
        if (dots) {
            placed.forEach(point -> svg.dot(point.x(), point.y(), colour));
        }
    }

    private static double x(Axis axis, double value) {
        return LEFT + axis.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(Axis axis, double value) {
        return HEIGHT - BOTTOM - axis.share(value) * (HEIGHT - TOP - BOTTOM);
    }
}
