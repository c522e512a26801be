package org.inkstream.loadtest.scenarios.gpu;

import java.util.List;
import java.util.Locale;
import org.inkstream.loadtest.scenarios.gpu.chart.Html;

/**
 * One page that needs nothing beside it.
 *
 * @param command by which it can be made again
 */
record HtmlReport(String command, List<GoalResult> results) {
    private static final String STYLE =
            """
            body { font-family: Helvetica, Arial, sans-serif; color: #222; line-height: 1.45;
                   max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.7rem; } h2 { margin-top: 2.5rem; border-top: 1px solid #ddd;
                 padding-top: 1.2rem; }
            table { border-collapse: collapse; margin: 1rem 0; font-size: .92rem; }
            th, td { text-align: left; padding: .3rem .8rem .3rem 0; vertical-align: top;
                     border-bottom: 1px solid #eee; }
            td.n, th.n { text-align: right; white-space: nowrap; }
            .reached { color: #00704f; font-weight: bold; }
            .missed { color: #b23a00; font-weight: bold; }
            figure { margin: 1.2rem 0; } svg { max-width: 100%; height: auto; display: block; }
            code, pre { font-size: .85rem; background: #f5f5f5; padding: .1rem .3rem; }
            pre { padding: .6rem; overflow-x: auto; }
            @media print { figure, table { break-inside: avoid; } }
            """;

    HtmlReport {
        results = List.copyOf(results);
    }

    String page() {
        Html page = new Html("How busy are the GPUs?", STYLE);
        page.element("h1", "How busy are the GPUs?");
        page.element(
                "p",
                "Letters are published to Kafka and enriched by a worker whose tools ask models on"
                        + " simulated inference servers, each part a process of its own. The"
                        + " servers keep to the parameters at the end of this page; figures show"
                        + " what the order of calls is worth, not what a card does. All times are"
                        + " those of the servers. Ideal is a bound that no scheduler can exceed:"
                        + " every letter read once, every batch of the best size, models loaded as"
                        + " rarely as can be.");
        page.element("pre", command);
        verdicts(page);
        results.forEach(result -> section(page, result));
        parameters(page);
        return page.end();
    }

    private void verdicts(Html page) {
        page.open("table").row("th", "", "what", "threshold and measured", "");
        for (GoalResult result : results) {
            for (Threshold threshold : result.thresholds()) {
                page.open("tr");
                page.element("td", threshold.goal().name());
                page.element("td", threshold.what());
                page.element("td", threshold.figures());
                page.element("td", threshold.verdict(), threshold.verdict());
                page.close("tr");
            }
        }
        page.close("table");
    }

    private static void section(Html page, GoalResult result) {
        page.element("h2", result.goal() + ": " + result.goal().title());
        page.element(
                "p",
                "%d letters of %d tokens, %d calls each; servers %s times as fast as real ones."
                        .formatted(
                                result.workload().documents(),
                                result.workload().letterTokens(),
                                result.workload().tools().size(),
                                number(result.scale(), 1)));
        result.charts().forEach(chart -> page.open("figure").raw(chart).close("figure"));
        arms(page, result);
        result.remarks().forEach(remark -> page.element("p", remark));
        result.commands().forEach(server -> page.element("pre", server));
    }

    private static void arms(Html page, GoalResult result) {
        page.open("table")
                .row(
                        "th",
                        "arm",
                        "letters/h (least-most)",
                        "of ideal",
                        "busy",
                        "from caches",
                        "loads",
                        "requests",
                        "lost, repeated, wrong",
                        "loops kept > 5 ms");
        for (ArmResult arm : result.arms()) {
            Sample.Losses losses = arm.last().losses();
            page.row(
                    "td",
                    arm.name() + ": " + arm.what(),
                    arm.documentsPerHour().show(0),
                    number(arm.median(Sample::ofIdeal), 2),
                    number(arm.median(sample -> sample.peers().utilisation()), 2),
                    number(arm.median(sample -> sample.peers().hitShare()), 2),
                    number(arm.median(sample -> sample.peers().loads()), 0),
                    number(arm.median(sample -> sample.peers().submitted()), 0),
                    losses.lost() + ", " + losses.repeated() + ", " + losses.wrong(),
                    losses.loops().inWords());
        }
        page.close("table");
    }

    private static void parameters(Html page) {
        page.element("h2", "Parameters of the servers and their sources");
        page.element(
                "p",
                "M: measured by us on such a card (docs/reports/2026-11-h100.md); D: from"
                        + " documentation or a published measurement; A: assumed; C: computed.");
        page.open("table").row("th", "figure", "value", "", "source");
        for (Parameter one : Parameter.all()) {
            page.row("td", one.name(), one.value(), one.mark(), one.source());
        }
        page.close("table");
    }

    private static String number(double figure, int decimals) {
        return Double.isFinite(figure)
                ? String.format(Locale.ROOT, "%,." + decimals + "f", figure)
                : "–";
    }
}
