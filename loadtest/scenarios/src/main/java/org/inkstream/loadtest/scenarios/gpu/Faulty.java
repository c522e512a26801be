package org.inkstream.loadtest.scenarios.gpu;

import java.util.ArrayList;
import java.util.List;

/** Goal G8: 5 % of the requests fail in one way or another. */
final class Faulty {
    private static final int DOCUMENTS = 120;

    /** Pauses before a retry are the worker's time: faster servers would find them longer. */
    private static final double SCALE = 1;

    private static final double OF_FAULTLESS = 0.85;

    /** Five in a hundred, a fourth of them each; a stall lasts for several calls' time. */
    private static final List<String> FAULTS =
            List.of(
                    "--faults",
                    "error=0.0125,reset=0.0125,stall=0.0125,truncated=0.00625,invalid=0.00625,"
                            + "stalled-seconds=5");

    private Faulty() {}

    static GoalResult play(Bench bench) {
        double scale = bench.plan().scaleOr(SCALE);
        Workload workload = OneModel.workload(bench.plan().documentsOr(DOCUMENTS));
        List<ServerSpec> servers = OneModel.server(FAULTS);
        List<ArmResult> results = new ArrayList<>();
        List<List<Sample>> samples = List.of(new ArrayList<>(), new ArrayList<>());
        for (int run = 0; run < bench.plan().runs(); run++) {
            samples.get(0).addAll(once(bench, workload, servers, scale).samples());
            samples.get(1)
                    .addAll(once(bench, workload, OneModel.server(List.of()), scale).samples());
        }
        String what = Arms.groupsOnSlots(scale).what();
        results.add(new ArmResult("5 % of requests fail", what, samples.get(0)));
        results.add(new ArmResult("no faults", what, samples.get(1)));
        return new GoalResult(
                Goal.G8,
                workload,
                scale,
                servers.stream().map(server -> server.command(scale)).toList(),
                results,
                List.of(
                        Threshold.atLeast(
                                Goal.G8,
                                "throughput over that without faults",
                                OF_FAULTLESS,
                                results.get(0).times(results.get(1))),
                        Threshold.atMost(
                                Goal.G8,
                                "letters in the air or timers of theirs left at the end",
                                0,
                                results.get(0).spread(sample -> sample.losses().left()).max()),
                        Thresholds.noMistakes(Goal.G8, results.get(0))),
                List.of(
                        Charts.throughput("Letters an hour with and without faults", results),
                        Charts.utilisation(results)),
                List.of());
    }

    private static ArmResult once(
            Bench bench, Workload workload, List<ServerSpec> servers, double scale) {
        return bench.play(Goal.G8, workload, servers, scale, List.of(Arms.groupsOnSlots(scale)), 1)
                .get(0);
    }
}
