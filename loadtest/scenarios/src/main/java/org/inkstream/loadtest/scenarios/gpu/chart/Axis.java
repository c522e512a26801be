package org.inkstream.loadtest.scenarios.gpu.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An axis from zero to a round number.
 *
 * @param top at least the largest figure
 * @param step between two ticks
 */
record Axis(double top, double step) {
    private static final int TICKS = 5;

    /** Wide enough for the largest figure, with 1, 2 or 5 times a power of ten between ticks. */
    static Axis upTo(double largest) {
        double wanted = Math.max(largest, 1e-9) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        double ratio = wanted / power;
        double step = power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
        return new Axis(step * Math.max(1, Math.ceil(largest / step - 1e-9)), step);
    }

    List<Double> ticks() {
        int count = (int) Math.round(top / step);
        return IntStream.rangeClosed(0, count).mapToObj(number -> number * step).toList();
    }

    double share(double value) {
        return value / top;
    }

    String show(double value) {
        int decimals = step >= 1 ? 0 : (int) Math.ceil(-Math.log10(step) - 1e-9);
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
