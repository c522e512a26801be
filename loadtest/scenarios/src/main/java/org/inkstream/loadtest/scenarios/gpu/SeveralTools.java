package org.inkstream.loadtest.scenarios.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Seven tools in two calls, beside seven calls, and the same with answers that lack a part. */
final class SeveralTools {
    private static final int DOCUMENTS = 120;
    private static final double SCALE = 4;
    private static final double OF_IDEAL = 0.90;
    private static final double TIMES = 1.03;

    /** Seven calls read a letter seven times, two read it twice. */
    private static final double OF_PROMPT_TOKENS = 0.6;

    /** Short enough that four of them leave room for a letter in what the model reads at once. */
    private static final int LONGEST_ANSWER = 512;

    static final List<List<String>> GROUPS =
            List.of(Workload.READING.subList(0, 4), Workload.READING.subList(4, 7));

    /** One answer in 25 lacks its last part, one in a hundred is cut. */
    private static final List<String> FAULTS = List.of("--faults", "partial=0.04,truncated=0.01");

    private SeveralTools() {}

    static PipelineArm fused(double scale) {
        return arm(
                "fused",
                "as delivered, with seven tools in two groups that are asked together",
                GROUPS,
                scale);
    }

    static PipelineArm unfused(double scale) {
        return arm("unfused", "as delivered, each tool in a call of its own", List.of(), scale);
    }

    private static PipelineArm arm(
            String name, String what, List<List<String>> groups, double scale) {
        return Arms.groupsOnSlots(name, scale, Arms::backlog)
                .asking(name, what, new PipelineArm.Asking(LONGEST_ANSWER, groups));
    }

    static GoalResult play(Bench bench) {
        double scale = bench.plan().scaleOr(SCALE);
        Workload workload = OneModel.workload(bench.plan().documentsOr(DOCUMENTS));
        List<ServerSpec> servers = OneModel.server(List.of());
        List<ServerSpec> faulty = OneModel.server(FAULTS);
        List<ArmResult> arms =
                bench.play(
                        Goal.FUSION,
                        workload,
                        servers,
                        scale,
                        List.of(fused(scale), unfused(scale)),
                        bench.plan().runs());
        ArmResult lacking =
                bench.play(Goal.FUSION, workload, faulty, scale, List.of(fused(scale)), 1).get(0);
        List<ArmResult> all = new ArrayList<>(arms);
        all.add(new ArmResult("fused, parts missing", lacking.what(), lacking.samples()));
        return new GoalResult(
                Goal.FUSION,
                workload,
                scale,
                Stream.of(servers, faulty)
                        .flatMap(List::stream)
                        .map(server -> server.command(scale))
                        .toList(),
                all,
                thresholds(all),
                List.of(
                        Charts.throughput("Letters an hour, several tools in one call", all),
                        Charts.utilisation(all),
                        Charts.hits(all)),
                all.stream().map(SeveralTools::remark).toList());
    }

    /** Beside the bound for the calls as they were made, and that for one call a tool. */
    private static List<Threshold> thresholds(List<ArmResult> arms) {
        ArmResult fused = arms.get(0);
        ArmResult unfused = arms.get(1);
        double unfusedIdeal = unfused.median(Sample::idealPerHour);
        return List.of(
                Threshold.atLeast(
                        Goal.FUSION, "times the same tools unfused", TIMES, fused.times(unfused)),
                Threshold.atLeast(
                        Goal.FUSION,
                        "fused, achieved / ideal of fused calls",
                        OF_IDEAL,
                        fused.median(Sample::ofIdeal)),
                Threshold.atLeast(
                        Goal.FUSION,
                        "fused, achieved / ideal of unfused calls",
                        OF_IDEAL,
                        fused.documentsPerHour().median() / unfusedIdeal),
                Threshold.atLeast(
                        Goal.FUSION,
                        "unfused, achieved / ideal of unfused calls",
                        OF_IDEAL,
                        unfused.median(Sample::ofIdeal)),
                Threshold.atMost(
                        Goal.FUSION,
                        "prompt tokens, as who caches nothing reads and bills them, of unfused",
                        OF_PROMPT_TOKENS,
                        fused.median(SeveralTools::promptTokens)
                                / unfused.median(SeveralTools::promptTokens)),
                Threshold.atMost(
                        Goal.FUSION,
                        "tools that were asked once more, alone, though no answer lacked a part",
                        0,
                        fused.spread(sample -> sample.losses().alone()).max()),
                Thresholds.noMistakes(Goal.FUSION, fused),
                Thresholds.noMistakes(Goal.FUSION, unfused),
                Thresholds.noMistakes(Goal.FUSION, arms.get(2)));
    }

    /** Of a letter, those from a cache included. */
    private static double promptTokens(Sample sample) {
        return (double) sample.peers().promptTokens() / sample.documents();
    }

    private static String remark(ArmResult arm) {
        Sample last = arm.last();
        PeerCounts peers = last.peers();
        return String.format(
                Locale.ROOT,
                "%s, a letter: %.2f calls, %.0f prompt tokens of which %.0f were in no cache, %.0f"
                        + " written; %d of %d tools asked once more, alone (last run)",
                arm.name(),
                (double) peers.finished() / last.documents(),
                promptTokens(last),
                (double) (peers.promptTokens() - peers.hitTokens()) / last.documents(),
                (double) peers.writtenTokens() / last.documents(),
                last.losses().alone(),
                last.documents() * Workload.READING.size());
    }
}
