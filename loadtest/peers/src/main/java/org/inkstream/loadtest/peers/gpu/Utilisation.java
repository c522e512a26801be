package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How busy the card was over time, in a bounded number of equal spans that grow with the run. */
final class Utilisation {
    private static final int SPANS = 1024;

    private final double[] busy = new double[SPANS];
    private double width = Nanos.PER_SECOND;
    private double end;

    /** Seen so far: the share of busy time in each span; the last one may not be over. */
    record Samples(Duration width, List<Double> shares) {}

    void pass(double from, double to, boolean isBusy) {
        while (to > width * SPANS) {
            widen();
        }
        end = to;
        if (!isBusy) {
            return;
        }
        double at = from;
        while (at < to) {
            int span = (int) (at / width);
            double until = Math.min(to, (span + 1) * width);
            busy[Math.min(span, SPANS - 1)] += until - at;
            at = until > at ? until : to;
        }
    }

    Samples samples() {
        int spans = (int) Math.ceil(end / width);
        List<Double> shares =
                Arrays.stream(busy, 0, Math.min(spans, SPANS))
                        .mapToObj(nanos -> Math.min(1, nanos / width))
                        .toList();
        return new Samples(Nanos.duration(width), shares);
    }

    private void widen() {
        for (int span = 0; span < SPANS / 2; span++) {
            busy[span] = busy[2 * span] + busy[2 * span + 1];
        }
        Arrays.fill(busy, SPANS / 2, SPANS, 0);
        width *= 2;
    }
}
