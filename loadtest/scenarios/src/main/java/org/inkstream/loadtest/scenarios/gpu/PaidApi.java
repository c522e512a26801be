package org.inkstream.loadtest.scenarios.gpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.inkstream.loadtest.peers.gpu.ApiSetup;
import org.inkstream.loadtest.peers.gpu.ParameterSet;

/** Goal API: a paid API that takes less in a minute than a backlog has. */
final class PaidApi {
    private static final String SET = ParameterSet.CLAUDE_SMALL;
    private static final String MODEL = "claude-sonnet-4-5";
    private static final int DOCUMENTS = 120;
    private static final int LETTER_TOKENS = 3_000;
    private static final double SCALE = 2;
    private static final int CONCURRENT = 64;
    private static final double HOUR = 3_600;
    private static final double MINUTE = 60;
    private static final double OF_IDEAL = 0.80;
    private static final double REFUSED = 0.02;

    private PaidApi() {}

    static ServerSpec server() {
        return new ServerSpec(ServerSpec.Engine.REMOTE, SET, List.of());
    }

    static Workload workload(int documents) {
        return new Workload(documents, LETTER_TOKENS, Map.of(MODEL, Workload.READING));
    }

    static GoalResult play(Bench bench) {
        double scale = bench.plan().scaleOr(SCALE);
        Workload workload = workload(bench.plan().documentsOr(DOCUMENTS));
        List<ArmResult> arms =
                bench.play(
                        Goal.API,
                        workload,
                        List.of(server()),
                        scale,
                        List.of(ours(), arrival()),
                        bench.plan().runs());
        ArmResult ours = arms.get(0);
        return new GoalResult(
                Goal.API,
                workload,
                scale,
                List.of(server().command(scale)),
                arms,
                List.of(
                        Threshold.atLeast(
                                Goal.API,
                                "achieved / what the limits allow",
                                OF_IDEAL,
                                ours.median(PaidApi::ofLimits)),
                        Threshold.atMost(
                                Goal.API,
                                "share of requests that the API refused",
                                REFUSED,
                                ours.median(PaidApi::refused)),
                        Thresholds.noMistakes(Goal.API, ours)),
                List.of(
                        Charts.throughput("Letters an hour, one paid API", arms),
                        Charts.hits(arms)),
                arms.stream().map(PaidApi::inWords).toList());
    }

    static Arm ours() {
        return new PipelineArm(
                Arms.OURS,
                "Kafka, worker and gateway as delivered: the API's headers say when",
                settings("groups"),
                Arms::backlog);
    }

    static Arm arrival() {
        return new PipelineArm(
                "first-come",
                "the same pipeline and prompts in order of arrival, %d at once, again after 429"
                        .formatted(CONCURRENT),
                settings("arrival"),
                Arms::backlog);
    }

    private static Map<String, String> settings(String order) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("engine", ServerSpec.Engine.REMOTE.setting());
        settings.put("order", order);
        settings.put("concurrent", Integer.toString(CONCURRENT));
        return settings;
    }

    /**
     * Of the letters an hour that nobody can exceed with what was read and written: limits are full
     * at the beginning, and fill up evenly.
     */
    static double ofLimits(Sample sample) {
        ApiSetup limits = ParameterSet.api(SET);
        PeerCounts done = sample.peers();
        double minutes =
                Math.max(
                        over((double) done.finished(), limits.requestsPerMinute()),
                        Math.max(
                                over(
                                        (double) done.promptTokens() - done.hitTokens(),
                                        limits.inputTokensPerMinute()),
                                over(
                                        (double) done.writtenTokens(),
                                        limits.outputTokensPerMinute())));
        if (minutes <= 0) {
            return Double.NaN;
        }
        return sample.documentsPerHour() * minutes * MINUTE / HOUR / sample.documents();
    }

    private static double over(double needed, double perMinute) {
        return Math.max(0, needed - perMinute) / perMinute;
    }

    static double refused(Sample sample) {
        PeerCounts done = sample.peers();
        return done.submitted() == 0 ? 0 : (double) done.failed() / done.submitted();
    }

    static double centsPerLetter(Sample sample) {
        return sample.dollars() * 100 / sample.documents();
    }

    private static String inWords(ArmResult arm) {
        return String.format(
                Locale.ROOT,
                "%s: %.2f of what the limits allow, %.3f of the requests refused, %.2f of the prompt"
                        + " tokens from the API's cache, %.3f cents a letter.",
                arm.name(),
                arm.median(PaidApi::ofLimits),
                arm.median(PaidApi::refused),
                arm.median(sample -> sample.peers().hitShare()),
                arm.median(PaidApi::centsPerLetter));
    }
}
