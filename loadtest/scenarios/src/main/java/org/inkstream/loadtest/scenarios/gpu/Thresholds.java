package org.inkstream.loadtest.scenarios.gpu;

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
}
