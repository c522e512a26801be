package org.inkstream.loadtest.scenarios.gpu;

import java.util.List;

/** The thresholds that goals have in common. */
final class Thresholds {
    private Thresholds() {}

    static Threshold noMistakes(Goal goal, ArmResult arm) {
        return Threshold.atMost(
                goal,
                "letters lost or repeated, or results that are not of that letter and tool ("
                        + arm.name()
                        + ")",
                0,
                arm.mistakes());
    }

    /** Of all arms that have a worker. */
    static Threshold loopsAreFree(Goal goal, List<ArmResult> arms) {
        return Threshold.atMost(
                goal,
                "handlers that kept an event loop of a worker for more than 5 ms",
                0,
                arms.stream()
                        .flatMap(arm -> arm.samples().stream())
                        .mapToInt(sample -> sample.losses().loops().ours())
                        .sum());
    }
}
