package org.inkstream.loadtest.scenarios.gpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The arms that goals have in common. */
final class Arms {
    static final String OURS = "inkstream";
    static final int SLOTS = 4;
    static final int PAGED_MOST = 256;

    private static final double MAX_WAIT_SECONDS = 120;
    private static final double SWAP_COST_SECONDS = 10;

    private Arms() {}

    /** Ours on a server with slots. */
    static Arm groupsOnSlots(double scale) {
        return groupsOnSlots(OURS, scale, Arms::backlog);
    }

    static PipelineArm groupsOnSlots(
            String name, double scale, Function<Scene, List<Offer>> offers) {
        return new PipelineArm(
                name,
                "Kafka, worker and gateway as delivered: a document's calls stay together on one"
                        + " slot",
                slots("groups", scale),
                offers);
    }

    /** The same pipeline without the order. */
    static Arm arrivalOnSlots(double scale) {
        return arrivalOnSlots("first-come", scale, Arms::backlog);
    }

    static PipelineArm arrivalOnSlots(
            String name, double scale, Function<Scene, List<Offer>> offers) {
        return new PipelineArm(
                name,
                "the same pipeline and prompts, calls in order of arrival, as many as there are"
                        + " slots",
                slots("arrival", scale),
                offers);
    }

    /** The older system, with the faults of its protocol mended. */
    static Arm seedLike() {
        return seedLike("seed-like");
    }

    static Arm seedLike(String name) {
        return new DirectArm(
                name,
                "one caller for each agent, which makes its calls one by one; instruction before"
                        + " the text, text in the middle",
                Layout.TEXT_IN_THE_MIDDLE,
                1,
                true);
    }

    /** First come, first served, as whoever does not think of caches writes it. */
    static Arm instructionFirst(String name, int callers) {
        return new DirectArm(
                name,
                callers
                        + " calls at once in order of arrival, the same words with the instruction"
                        + " in front",
                Layout.INSTRUCTION_FIRST,
                callers,
                false);
    }

    static List<Offer> backlog(Scene scene) {
        return Offer.backlog(scene.letters(), scene.workload().documents());
    }

    /** Times of the settings are real, and servers run faster than that. */
    private static Map<String, String> slots(String order, double scale) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("engine", "slots");
        settings.put("order", order);
        settings.put("concurrent", Integer.toString(SLOTS));
        settings.put("maxWait", millis(MAX_WAIT_SECONDS / scale));
        settings.put("swapCost", millis(SWAP_COST_SECONDS / scale));
        return settings;
    }

    /** How long a model is passed over at most, simulated, before it is waited for. */
    static double maxWaitSeconds() {
        return MAX_WAIT_SECONDS;
    }

    static Map<String, String> paged(String order, int concurrent) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("engine", "paged");
        settings.put("order", order);
        settings.put("concurrent", Integer.toString(concurrent));
        return settings;
    }

    private static String millis(double seconds) {
        return String.format(Locale.ROOT, "%.0fms", seconds * 1_000);
    }
}
