package org.inkstream.loadtest.scenarios.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Goal G3: a server with pages, whose best limit nobody has set. */
final class Paged {
    static final String SET = "h100-llama3.1-8b";
    static final String MODEL = "meta-llama/Llama-3.1-8B-Instruct";

    private static final int DOCUMENTS = 600;
    private static final int LETTER_TOKENS = 900;
    private static final double SCALE = 2;
    private static final int FIXED = 32;
    private static final double OF_IDEAL = 0.80;
    private static final double TIMES_INSTRUCTION_FIRST = 2.5;
    private static final double TIMES_FIXED = 1.6;

    private Paged() {}

    static List<String> tools() {
        List<String> tools = new ArrayList<>(Workload.READING);
        tools.addAll(Workload.PARTS);
        return tools;
    }

    static ServerSpec server() {
        return new ServerSpec(ServerSpec.Engine.PAGED, SET, List.of());
    }

    static Arm ours() {
        return new PipelineArm(
                Arms.OURS,
                "Kafka, worker and gateway as delivered: a document's first call ahead, then the"
                        + " rest; the limit is found",
                Arms.paged("groups", Arms.PAGED_MOST),
                Arms::backlog);
    }

    static GoalResult play(Bench bench) {
        double scale = bench.plan().scaleOr(SCALE);
        Workload workload =
                new Workload(
                        bench.plan().documentsOr(DOCUMENTS), LETTER_TOKENS, Map.of(MODEL, tools()));
        List<ServerSpec> servers = List.of(server());
        List<ArmResult> arms =
                bench.play(Goal.G3, workload, servers, scale, arms(), bench.plan().runs());
        ArmResult ours = arms.get(0);
        return new GoalResult(
                Goal.G3,
                workload,
                scale,
                List.of(server().command(scale)),
                arms,
                List.of(
                        Threshold.atLeast(
                                Goal.G3,
                                "achieved / ideal",
                                OF_IDEAL,
                                ours.median(Sample::ofIdeal)),
                        Threshold.atLeast(
                                Goal.G3,
                                "times instruction-first @256",
                                TIMES_INSTRUCTION_FIRST,
                                ours.times(arms.get(1))),
                        Threshold.atLeast(
                                Goal.G3, "times fixed 32", TIMES_FIXED, ours.times(arms.get(2))),
                        Thresholds.noMistakes(Goal.G3, ours)),
                List.of(
                        Charts.throughput("Letters an hour, one server with pages", arms),
                        Charts.utilisation(arms),
                        Charts.hits(arms)),
                List.of());
    }

    private static List<Arm> arms() {
        return List.of(
                ours(),
                Arms.instructionFirst("instruction-first @256", Arms.PAGED_MOST),
                new PipelineArm(
                        "fixed 32",
                        "the same pipeline and prompts in order of arrival, 32 at once",
                        Arms.paged("arrival", FIXED),
                        Arms::backlog));
    }
}
