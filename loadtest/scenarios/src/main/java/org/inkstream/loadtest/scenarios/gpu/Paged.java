package org.inkstream.loadtest.scenarios.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.inkstream.loadtest.peers.gpu.ParameterSet;

/** Goal G3: a server with pages, whose best limit nobody has set. */
final class Paged {
    /** As others have published it. */
    static final String CARD = ParameterSet.H100;

    static final String MODEL = "meta-llama/Llama-3.1-8B-Instruct";

    private static final int DOCUMENTS = 600;
    private static final int LONG_DOCUMENTS = 300;
    private static final int SHORT_TOKENS = 900;
    private static final int LONG_TOKENS = 3_000;
    private static final String SHORT = ", 900 tokens";
    private static final String LONG = ", 3,000 tokens";
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

    /**
     * @param card set of its figures
     */
    static ServerSpec server(String card) {
        return new ServerSpec(ServerSpec.Engine.PAGED, card, List.of());
    }

    private static Arm ours(String letters) {
        return new PipelineArm(
                Arms.OURS + letters,
                "Kafka, worker and gateway as delivered: a document's first call ahead, then the"
                        + " rest; the limit is found",
                Arms.paged("groups", Arms.PAGED_MOST),
                Arms::backlog);
    }

    static GoalResult play(Bench bench) {
        return letters(bench).and(longLetters(bench));
    }

    private static GoalResult letters(Bench bench) {
        List<Arm> arms = List.of(ours(SHORT), instructionFirst(SHORT), fixed());
        int documents = bench.plan().documentsOr(DOCUMENTS);
        List<ArmResult> results = play(bench, documents, SHORT_TOKENS, arms);
        ArmResult ours = results.get(0);
        return result(
                bench,
                documents,
                SHORT_TOKENS,
                results,
                List.of(
                        Threshold.atLeast(
                                Goal.G3,
                                "achieved / ideal",
                                OF_IDEAL,
                                ours.median(Sample::ofIdeal)),
                        timesInstructionFirst(results, SHORT),
                        Threshold.atLeast(
                                Goal.G3, "times fixed 32", TIMES_FIXED, ours.times(results.get(2))),
                        Thresholds.noMistakes(Goal.G3, ours)));
    }

    /** The longer a letter, the more it is worth to read it once. */
    private static GoalResult longLetters(Bench bench) {
        int documents = bench.plan().documentsOr(LONG_DOCUMENTS);
        List<ArmResult> results =
                play(bench, documents, LONG_TOKENS, List.of(ours(LONG), instructionFirst(LONG)));
        return result(
                bench,
                documents,
                LONG_TOKENS,
                results,
                List.of(
                        timesInstructionFirst(results, LONG),
                        Thresholds.noMistakes(Goal.G3, results.get(0))));
    }

    private static List<ArmResult> play(Bench bench, int documents, int tokens, List<Arm> arms) {
        return bench.play(
                Goal.G3,
                new Workload(documents, tokens, Map.of(MODEL, tools())),
                List.of(server(bench.plan().card())),
                bench.plan().scaleOr(SCALE),
                arms,
                bench.plan().runs());
    }

    private static GoalResult result(
            Bench bench,
            int documents,
            int tokens,
            List<ArmResult> arms,
            List<Threshold> thresholds) {
        double scale = bench.plan().scaleOr(SCALE);
        ArmResult ours = arms.get(0);
        double idealTimes =
                ours.median(Sample::idealPerHour) / arms.get(1).documentsPerHour().median();
        return new GoalResult(
                Goal.G3,
                new Workload(documents, tokens, Map.of(MODEL, tools())),
                scale,
                List.of(server(bench.plan().card()).command(scale)),
                arms,
                thresholds,
                List.of(
                        Charts.throughput(
                                "Letters an hour, one server with pages, %,d tokens"
                                        .formatted(tokens),
                                arms),
                        Charts.utilisation(arms),
                        Charts.hits(arms)),
                List.of(
                        String.format(
                                Locale.ROOT,
                                "%d letters of %,d tokens: the ideal is %.2f times instruction-first.",
                                documents,
                                tokens,
                                idealTimes)));
    }

    private static Threshold timesInstructionFirst(List<ArmResult> arms, String letters) {
        return Threshold.atLeast(
                Goal.G3,
                "times instruction-first @256" + letters,
                TIMES_INSTRUCTION_FIRST,
                arms.get(0).times(arms.get(1)));
    }

    private static Arm instructionFirst(String letters) {
        return Arms.instructionFirst("instruction-first @256" + letters, Arms.PAGED_MOST);
    }

    private static Arm fixed() {
        return new PipelineArm(
                "fixed 32" + SHORT,
                "the same pipeline and prompts in order of arrival, 32 at once",
                Arms.paged("arrival", FIXED),
                Arms::backlog);
    }
}
