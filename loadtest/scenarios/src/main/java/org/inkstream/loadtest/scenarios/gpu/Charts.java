package org.inkstream.loadtest.scenarios.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.inkstream.loadtest.scenarios.gpu.chart.BarChart;
import org.inkstream.loadtest.scenarios.gpu.chart.LineChart;
import org.inkstream.loadtest.scenarios.gpu.chart.Point;
import org.inkstream.loadtest.scenarios.overhead.Spread;

/** The charts that goals have in common. */
final class Charts {
    private static final String SECONDS = "seconds of the servers' time";

    private Charts() {}

    /** Throughput of the arms, and the ideal where it is known. */
    static String throughput(String title, List<ArmResult> arms) {
        List<BarChart.Bar> bars = new ArrayList<>();
        arms.forEach(arm -> bars.add(bar(arm.name(), arm.documentsPerHour(), bars.size())));
        double ideal = arms.get(0).median(Sample::idealPerHour);
        List<BarChart.Bar> mark =
                Double.isFinite(ideal)
                        ? List.of(bar("ideal", new Spread(ideal, ideal, ideal), 0))
                        : List.of();
        return new BarChart(title, "letters an hour; median, least and most", bars, mark).svg();
    }

    private static BarChart.Bar bar(String name, Spread figure, int number) {
        return new BarChart.Bar(name, figure, number, figure.median() < 100 ? 1 : 0);
    }

    static String utilisation(List<ArmResult> arms) {
        return overTime("How busy the cards were", "share of the time", arms, Moment::utilisation);
    }

    static String hits(List<ArmResult> arms) {
        return overTime(
                "Prompt tokens found in a cache", "share of the tokens", arms, Moment::hitShare);
    }

    static String loads(List<ArmResult> arms) {
        return overTime("Loads of models", "loads so far", arms, Moment::loads);
    }

    private static String overTime(
            String title, String up, List<ArmResult> arms, ToDoubleFunction<Moment> figure) {
        List<LineChart.Line> lines = new ArrayList<>();
        for (ArmResult arm : arms) {
            List<Point> points =
                    arm.last().moments().stream()
                            .filter(moment -> Double.isFinite(figure.applyAsDouble(moment)))
                            .map(
                                    moment ->
                                            new Point(
                                                    moment.seconds(), figure.applyAsDouble(moment)))
                            .toList();
            lines.add(new LineChart.Line(arm.name(), points, lines.size()));
        }
        return new LineChart(title + " (last run)", SECONDS, up, lines, false).svg();
    }

    /** How long letters took that came at a set rate. */
    static String latencies(String title, List<ArmResult> arms) {
        List<LineChart.Line> lines = new ArrayList<>();
        arms.forEach(
                arm ->
                        lines.add(
                                new LineChart.Line(
                                        arm.name(), arm.last().latencies().curve(), lines.size())));
        return new LineChart(title, "percentile", "seconds of the servers' time", lines, false)
                .svg();
    }
}
