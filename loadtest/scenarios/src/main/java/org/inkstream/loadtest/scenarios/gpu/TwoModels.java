package org.inkstream.loadtest.scenarios.gpu;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Goal G2: two models of which the card holds one at a time. */
final class TwoModels {
    private static final String SET = "rtx4090-llama3.2-mixtral";
    private static final String LARGE = "mixtral";
    private static final int DOCUMENTS = 40;
    private static final int LETTER_TOKENS = 900;
    private static final double SCALE = 20;
    private static final double TIMES_FIRST_COME = 1.8;
    private static final double OF_IDEAL = 0.90;
    private static final int WINDOW = 16;

    private TwoModels() {}

    static GoalResult play(Bench bench) {
        double scale = bench.plan().scaleOr(SCALE);
        int documents = bench.plan().documentsOr(DOCUMENTS);
        Map<String, List<String>> tools = new LinkedHashMap<>();
        tools.put(OneModel.MODEL, Workload.READING);
        tools.put(LARGE, Workload.PARTS);
        Workload workload = new Workload(documents, LETTER_TOKENS, tools);
        List<ServerSpec> servers = List.of(new ServerSpec(ServerSpec.Engine.SLOTS, SET, List.of()));
        List<ArmResult> arms =
                bench.play(
                        Goal.G2,
                        workload,
                        servers,
                        scale,
                        List.of(
                                Arms.groupsOnSlots(scale),
                                Arms.arrivalOnSlots(scale),
                                Arms.seedLike(),
                                Arms.instructionFirst("instruction-first @4", Arms.SLOTS)),
                        bench.plan().runs());
        return new GoalResult(
                Goal.G2,
                workload,
                scale,
                servers.stream().map(server -> server.command(scale)).toList(),
                arms,
                thresholds(arms, documents, scale),
                List.of(
                        Charts.throughput("Letters an hour, two models in turn", arms),
                        Charts.loads(arms),
                        Charts.utilisation(arms),
                        Charts.hits(arms)),
                List.of());
    }

    private static List<Threshold> thresholds(List<ArmResult> arms, int documents, double scale) {
        ArmResult ours = arms.get(0);
        int swaps = 2 * ((documents + WINDOW - 1) / WINDOW) + 2;
        return List.of(
                Threshold.atLeast(
                        Goal.G2,
                        "times first-come with the same prompts",
                        TIMES_FIRST_COME,
                        ours.times(arms.get(1))),
                Threshold.atLeast(
                        Goal.G2,
                        "times first-come with the instruction first",
                        TIMES_FIRST_COME,
                        ours.times(arms.get(3))),
                Threshold.atMost(
                        Goal.G2,
                        "swaps of models",
                        swaps,
                        ours.spread(sample -> sample.peers().loads() - 1).max()),
                Threshold.atLeast(
                        Goal.G2, "achieved / ideal", OF_IDEAL, ours.median(Sample::ofIdeal)),
                Threshold.atMost(
                        Goal.G2,
                        "longest time for which a model that is waited for is passed over, over"
                                + " maxWait + longest call + loading",
                        1,
                        ours.spread(sample -> passedOver(sample, scale)).max()),
                Thresholds.noMistakes(Goal.G2, ours));
    }

    /** As a share of what is allowed; all calls wait from the beginning on. */
    private static double passedOver(Sample sample, double scale) {
        double longestCall =
                sample.calls().stream()
                        .mapToDouble(call -> seconds(call.begun(), call.ended(), scale))
                        .max()
                        .orElse(0);
        double allowed = Arms.maxWaitSeconds() + longestCall + sample.peers().loadSeconds();
        Instant first =
                sample.calls().stream()
                        .map(Call::begun)
                        .min(Instant::compareTo)
                        .orElse(Instant.MAX);
        double longest =
                sample.calls().stream()
                        .collect(Collectors.groupingBy(Call::model))
                        .values()
                        .stream()
                        .mapToDouble(calls -> longestGap(first, calls, scale))
                        .max()
                        .orElse(0);
        return longest / allowed;
    }

    private static double longestGap(Instant first, List<Call> calls, double scale) {
        Instant before = first;
        double longest = 0;
        for (Instant begun : calls.stream().map(Call::begun).sorted().toList()) {
            longest = Math.max(longest, seconds(before, begun, scale));
            before = begun;
        }
        return longest;
    }

    private static double seconds(Instant from, Instant to, double scale) {
        return Duration.between(from, to).toMillis() / 1e3 * scale;
    }
}
