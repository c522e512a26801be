package org.inkstream.loadtest.scenarios.gpu;

import java.util.List;
import java.util.Map;

/** Goal G1: calls of one model on a server with four slots. */
final class OneModel {
    static final String SET = "rtx4090-llama3.2";
    static final String MODEL = "llama3.2";

    private static final int DOCUMENTS = 120;
    private static final int SHORT_TOKENS = 900;
    private static final int LONG_TOKENS = 3_000;
    private static final double SCALE = 4;
    private static final double TIMES_SEED = 1.6;
    private static final double TIMES_FIRST_COME = 1.4;
    private static final double OF_IDEAL = 0.90;

    private OneModel() {}

    static List<ServerSpec> server(List<String> options) {
        return List.of(new ServerSpec(ServerSpec.Engine.SLOTS, SET, options));
    }

    static Workload workload(int documents) {
        return new Workload(documents, SHORT_TOKENS, Map.of(MODEL, Workload.READING));
    }

    static GoalResult play(Bench bench) {
        GoalResult letters = play(bench, SHORT_TOKENS);
        GoalResult longLetters = play(bench, LONG_TOKENS);
        return letters.and(longLetters).withCharts(offeredLoad(bench, letters));
    }

    private static GoalResult play(Bench bench, int letterTokens) {
        double scale = bench.plan().scaleOr(SCALE);
        Workload workload =
                new Workload(
                        bench.plan().documentsOr(DOCUMENTS),
                        letterTokens,
                        Map.of(MODEL, Workload.READING));
        List<ServerSpec> servers = server(List.of());
        String tokens = ", %d tokens".formatted(letterTokens);
        List<ArmResult> arms =
                bench.play(
                        Goal.G1,
                        workload,
                        servers,
                        scale,
                        List.of(
                                Arms.groupsOnSlots(Arms.OURS + tokens, scale, Arms::backlog),
                                Arms.arrivalOnSlots("first-come" + tokens, scale, Arms::backlog),
                                Arms.seedLike("seed-like" + tokens),
                                Arms.instructionFirst("instruction-first @4" + tokens, Arms.SLOTS)),
                        bench.plan().runs());
        return new GoalResult(
                Goal.G1,
                workload,
                scale,
                servers.stream().map(server -> server.command(scale)).toList(),
                arms,
                thresholds(arms, tokens),
                List.of(
                        Charts.throughput("Letters an hour, one model, four slots", arms),
                        Charts.utilisation(arms),
                        Charts.hits(arms)),
                List.of());
    }

    private static List<Threshold> thresholds(List<ArmResult> arms, String tokens) {
        ArmResult ours = arms.get(0);
        return List.of(
                Threshold.atLeast(
                        Goal.G1,
                        "times first-come with the same prompts" + tokens,
                        TIMES_FIRST_COME,
                        ours.times(arms.get(1))),
                Threshold.atLeast(
                        Goal.G1,
                        "times first-come with the instruction first" + tokens,
                        TIMES_FIRST_COME,
                        ours.times(arms.get(3))),
                Threshold.atLeast(
                        Goal.G1, "times seed-like" + tokens, TIMES_SEED, ours.times(arms.get(2))),
                Threshold.atLeast(
                        Goal.G1,
                        "achieved / ideal" + tokens,
                        OF_IDEAL,
                        ours.median(Sample::ofIdeal)),
                Thresholds.noMistakes(Goal.G1, ours));
    }

    private static List<String> offeredLoad(Bench bench, GoalResult letters) {
        double ideal = letters.arms().get(0).median(Sample::idealPerHour);
        return OfferedLoad.play(
                bench,
                Goal.G1,
                workload(Math.max(1, letters.workload().documents() / 2)),
                server(List.of()),
                letters.scale(),
                ideal);
    }
}
