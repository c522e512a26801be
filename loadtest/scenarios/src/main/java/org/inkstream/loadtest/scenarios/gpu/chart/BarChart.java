package org.inkstream.loadtest.scenarios.gpu.chart;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.inkstream.loadtest.scenarios.overhead.Spread;

/**
 * Lying bars: the median of some runs, with a whisker from the least to the most.
 *
 * @param unit of the figures, for people
 * @param mark drawn across all bars, such as the ideal; none if empty
 */
public record BarChart(String title, String unit, List<Bar> bars, List<Bar> mark) {
    private static final int WIDTH = 760;
    private static final int LEFT = 240;
    private static final int RIGHT = 110;
    private static final int TOP = 60;
    private static final int ROW = 38;
    private static final int BAR = 22;
    private static final int BOTTOM = 46;

    /**
     * @param number of its colour
     * @param decimals of what is shown beside it
     */
    public record Bar(String name, Spread figure, int number, int decimals) {}

    public BarChart {
        bars = List.copyOf(bars);
        mark = List.copyOf(mark);
    }

    public String svg() {
        int height = TOP + bars.size() * ROW + BOTTOM;
        double largest =
                Math.max(
                        bars.stream().mapToDouble(bar -> bar.figure().max()).max().orElse(1),
                        first().map(bar -> bar.figure().median()).orElse(0.0));
        Axis axis = Axis.upTo(largest);
        Svg svg = new Svg(WIDTH, height, title).heading(16, 24, title);
        drawAxis(svg, axis, height);
        for (int row = 0; row < bars.size(); row++) {
            draw(svg, axis, bars.get(row), TOP + row * ROW);
        }
        first().ifPresent(bar -> drawMark(svg, axis, bar, height));
        for (int row = 0; row < bars.size(); row++) {
            drawFigure(svg, axis, bars.get(row), TOP + row * ROW);
        }
        return svg.end();
    }

    private Optional<Bar> first() {
        return mark.stream().findFirst();
    }

    private void drawAxis(Svg svg, Axis axis, int height) {
        double bottom = height - BOTTOM;
        for (double tick : axis.ticks()) {
            double x = x(axis, tick);
            svg.gridLine(x, TOP - 6, x, bottom);
            svg.text(x, bottom + 16, "middle", Svg.FAINT, axis.show(tick));
        }
        svg.text(LEFT + plotWidth() / 2.0, bottom + 36, "middle", Svg.FAINT, unit);
    }

    private static void draw(Svg svg, Axis axis, Bar bar, double y) {
        Spread figure = bar.figure();
        double middle = y + ROW / 2.0;
        svg.text(LEFT - 10, middle + 4, "end", Svg.INK, bar.name());
        double width = x(axis, figure.median()) - LEFT;
        svg.box(LEFT, middle - BAR / 2.0, width, BAR, Palette.colour(bar.number()));
        if (figure.max() > figure.min()) {
            double from = x(axis, figure.min());
            double to = x(axis, figure.max());
            svg.line(from, middle, to, middle, Svg.INK, 1.2);
            svg.line(from, middle - 5, from, middle + 5, Svg.INK, 1.2);
            svg.line(to, middle - 5, to, middle + 5, Svg.INK, 1.2);
        }
    }

    /** Over everything else, so that it can be read. */
    private static void drawFigure(Svg svg, Axis axis, Bar bar, double y) {
        Spread figure = bar.figure();
        String shown = String.format(Locale.ROOT, "%,." + bar.decimals() + "f", figure.median());
        svg.label(x(axis, figure.max()) + 8, y + ROW / 2.0 + 4, shown);
    }

    private static void drawMark(Svg svg, Axis axis, Bar bar, int height) {
        double x = x(axis, bar.figure().median());
        svg.dashes(x, TOP - 8, x, height - BOTTOM, Svg.INK);
        svg.text(x, TOP - 13, "middle", Svg.INK, bar.name());
    }

    private static double x(Axis axis, double value) {
        return LEFT + axis.share(value) * plotWidth();
    }

    private static int plotWidth() {
        return WIDTH - LEFT - RIGHT;
    }
}
