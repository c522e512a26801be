package org.inkstream.loadtest.scenarios.gpu.chart;

import java.util.List;

/** Colours that people who see few of them tell apart too (after Okabe and Ito). */
public final class Palette {
    private static final List<String> COLOURS =
            List.of("#0072b2", "#e69f00", "#8a8a8a", "#009e73", "#d55e00", "#cc79a7", "#56b4e9");

    private Palette() {}

    /** The same number has the same colour in all charts. */
    public static String colour(int number) {
        return COLOURS.get(Math.floorMod(number, COLOURS.size()));
    }
}
