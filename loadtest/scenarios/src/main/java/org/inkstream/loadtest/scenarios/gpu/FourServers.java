package org.inkstream.loadtest.scenarios.gpu;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Goal G4: four servers with pages behind one gateway, among which letters are shared. */
final class FourServers {
    private static final int SERVERS = 4;
    private static final int DOCUMENTS = 600;

    /** Slower than real: four such cards take more letters than two cores can feed. */
    private static final double SCALE = 0.5;

    private static final int SHORT_TOKENS = 900;
    private static final int LONG_TOKENS = 3_000;
    private static final double TIMES_SHORT = 1.3;
    private static final double TIMES_LONG = 1.7;

    private FourServers() {}

    static GoalResult play(Bench bench) {
        return play(bench, SHORT_TOKENS, TIMES_SHORT).and(play(bench, LONG_TOKENS, TIMES_LONG));
    }

    private static GoalResult play(Bench bench, int letterTokens, double times) {
        double scale = bench.plan().scaleOr(SCALE);
        Workload workload =
                new Workload(
                        bench.plan().documentsOr(DOCUMENTS),
                        letterTokens,
                        Map.of(Paged.MODEL, Paged.tools()));
        ServerSpec server = Paged.server(bench.plan().card());
        List<ServerSpec> servers = Collections.nCopies(SERVERS, server);
        List<ArmResult> results =
                bench.play(
                        Goal.G4,
                        workload,
                        servers,
                        scale,
                        List.of(
                                ours(letterTokens),
                                roundRobin(letterTokens),
                                withDeath(letterTokens)),
                        bench.plan().runs());
        return new GoalResult(
                Goal.G4,
                workload,
                scale,
                List.of(server.command(scale) + "   (four times)"),
                results,
                List.of(
                        Threshold.atLeast(
                                Goal.G4,
                                "times round-robin, letters of " + letterTokens + " tokens",
                                times,
                                results.get(0).times(results.get(1))),
                        Thresholds.noMistakes(Goal.G4, results.get(0)),
                        Thresholds.noMistakes(Goal.G4, results.get(1)),
                        Thresholds.noMistakes(Goal.G4, results.get(2))),
                List.of(
                        Charts.throughput(
                                "Letters an hour, four servers, " + letterTokens + " tokens",
                                results),
                        Charts.utilisation(results),
                        Charts.hits(results)),
                List.of(
                        "All arms are one worker with the gateway in it and one endpoint with four"
                                + " urls; they differ in balance alone."));
    }

    static Arm ours(int letterTokens) {
        return new PipelineArm(
                "affinity, " + letterTokens,
                "a letter's calls stay on one server; one that has nothing left takes what waits at"
                        + " another",
                paged("affinity"),
                Arms::backlog);
    }

    static Arm withDeath(int letterTokens) {
        return new PipelineArm(
                "one server dies, " + letterTokens,
                "the same, and the first server is killed when half is done",
                paged("affinity"),
                true,
                Arms::backlog);
    }

    static Arm roundRobin(int letterTokens) {
        return new PipelineArm(
                "round-robin, " + letterTokens,
                "the same pipeline and prompts, each call to the next server",
                paged("round_robin"),
                Arms::backlog);
    }

    private static Map<String, String> paged(String balance) {
        Map<String, String> settings = new LinkedHashMap<>(Arms.paged("groups", Arms.PAGED_MOST));
        settings.put("balance", balance);
        return settings;
    }
}
