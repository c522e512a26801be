package org.inkstream.loadtest.scenarios.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.inkstream.loadtest.scenarios.gpu.chart.LineChart;
import org.inkstream.loadtest.scenarios.gpu.chart.Point;

/** Lets letters come at set rates, whatever becomes of those before, and draws what comes of it. */
final class OfferedLoad {
    private static final double[] SHARES = {0.5, 0.75, 0.9};
    private static final double HOUR = 3_600;
    private static final double MANY = 0.9;

    private OfferedLoad() {}

    /**
     * @param idealPerHour of which the offered rates are shares; nothing is played if it is unknown
     * @return charts
     */
    static List<String> play(
            Bench bench,
            Goal goal,
            Workload workload,
            List<ServerSpec> servers,
            double scale,
            double idealPerHour) {
        if (!Double.isFinite(idealPerHour)) {
            return List.of();
        }
        List<Point> ours = new ArrayList<>();
        List<Point> firstCome = new ArrayList<>();
        List<ArmResult> busy = new ArrayList<>();
        for (double share : SHARES) {
            double offered = share * idealPerHour;
            List<ArmResult> both =
                    bench.play(
                            goal,
                            workload,
                            servers,
                            scale,
                            List.of(
                                    Arms.groupsOnSlots(name(Arms.OURS, share), scale, at(offered)),
                                    Arms.arrivalOnSlots(
                                            name("first-come", share), scale, at(offered))),
                            1);
            ours.add(new Point(offered, both.get(0).documentsPerHour().median()));
            firstCome.add(new Point(offered, both.get(1).documentsPerHour().median()));
            if (share >= MANY) {
                busy.addAll(both);
            }
        }
        double most = SHARES[SHARES.length - 1] * idealPerHour;
        return List.of(
                new LineChart(
                                "Throughput against offered load",
                                "letters an hour that are published",
                                "letters an hour enriched",
                                List.of(
                                        new LineChart.Line(Arms.OURS, ours, 0),
                                        new LineChart.Line("first-come", firstCome, 1),
                                        new LineChart.Line(
                                                "as offered",
                                                List.of(new Point(0, 0), new Point(most, most)),
                                                2)),
                                true)
                        .svg(),
                Charts.latencies(
                        String.format(
                                Locale.ROOT,
                                "From publishing to enriched, %.0f %% of ideal offered",
                                100 * MANY),
                        busy));
    }

    private static String name(String arm, double share) {
        return String.format(Locale.ROOT, "%s at %.0f %%", arm, 100 * share);
    }

    private static Function<Scene, List<Offer>> at(double perHour) {
        return scene ->
                Offer.openLoop(
                        scene.letters(),
                        scene.workload().documents(),
                        perHour / HOUR * scene.scale(),
                        scene.seed());
    }
}
