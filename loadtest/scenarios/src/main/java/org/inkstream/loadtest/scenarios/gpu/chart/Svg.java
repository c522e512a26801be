package org.inkstream.loadtest.scenarios.gpu.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes the elements of one drawing. Everything is said by attributes, so that a drawing can be
 * taken out of its page. Not thread-safe.
 */
final class Svg {
    static final String INK = "#222222";
    static final String FAINT = "#767676";
    private static final String GRID = "#e2e2e2";

    private final StringBuilder out = new StringBuilder(4_096);

    /**
     * @param title read aloud, and shown by browsers when one points at it
     */
    Svg(int width, int height, String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">",
                width, height);
        out.append("<title>").append(escaped(title)).append("</title>");
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
    }

    Svg box(double x, double y, double width, double height, String colour) {
        return add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x, y, Math.max(0, width), Math.max(0, height), colour);
    }

    Svg gridLine(double x1, double y1, double x2, double y2) {
        return line(x1, y1, x2, y2, GRID, 1);
    }

    Svg line(double x1, double y1, double x2, double y2, String colour, double width) {
        return add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                        + " stroke-width=\"%.1f\"/>",
                x1, y1, x2, y2, colour, width);
    }

    Svg dashes(double x1, double y1, double x2, double y2, String colour) {
        return add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                        + " stroke-width=\"1.5\" stroke-dasharray=\"6 4\"/>",
                x1, y1, x2, y2, colour);
    }

    Svg path(List<Point> points, String colour) {
        String at =
                points.stream()
                        .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", point.x(), point.y()))
                        .collect(Collectors.joining(" "));
        return add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\""
                        + " stroke-linejoin=\"round\"/>",
                at, colour);
    }

    Svg dot(double x, double y, String colour) {
        return add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, colour);
    }

    /**
     * @param anchor {@code start}, {@code middle} or {@code end}
     */
    Svg text(double x, double y, String anchor, String colour, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">", x, y, anchor, colour);
        out.append(escaped(text)).append("</text>");
        return this;
    }

    /** To the right of that point, with a margin that hides what is behind it. */
    Svg label(double x, double y, String text) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" stroke=\"#fff\" stroke-width=\"5\""
                        + " paint-order=\"stroke\">",
                x, y, INK);
        out.append(escaped(text)).append("</text>");
        return this;
    }

    Svg heading(double x, double y, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" font-weight=\"bold\"", x, y, INK);
        out.append(" font-size=\"15\">").append(escaped(text)).append("</text>");
        return this;
    }

    /** Upwards, centred at that point. */
    Svg upwards(double x, double y, String text) {
        add(
                "<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\""
                        + " fill=\"%s\">",
                x, y, FAINT);
        out.append(escaped(text)).append("</text>");
        return this;
    }

    String end() {
        return out + "</svg>";
    }

    private Svg add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
        return this;
    }

    /** Also for HTML: what is not allowed in XML is left out. */
    static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
