package org.inkstream.loadtest.scenarios.overhead;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is to be reached, and what was: the median of all rounds counts.
 *
 * @param what for people, with the load it was measured under
 * @param wanted the bound
 * @param atMost whether the bound is an upper one
 */
record Target(String what, double wanted, boolean atMost, double reached) {
    private static final double FLOOR_RATIO = 1.6;
    private static final double JOURNALLED_RATIO = 3.5;
    private static final double RATE = 1_500;
    private static final double STORE_WRITES = 6;
    private static final Duration RATE_DELAY = Duration.ofMillis(50);
    private static final int RATE_IN_FLIGHT = 100;

    static List<Target> of(List<Measured> measured) {
        List<Target> targets = new ArrayList<>();
        measured.forEach(one -> addAll(one, targets));
        return targets;
    }

    private static void addAll(Measured one, List<Target> targets) {
        String load = " (" + one.load().inWords() + ")";
        targets.add(
                new Target(
                        "CPU per document over the floor, journal off" + load,
                        FLOOR_RATIO,
                        true,
                        one.ratio(Variant.JOURNAL_OFF).median()));
        targets.add(
                new Target(
                        "CPU per document over the floor, journal on" + load,
                        JOURNALLED_RATIO,
                        true,
                        one.ratio(Variant.JOURNAL_ON).median()));
        if (one.load().delay().equals(RATE_DELAY) && one.load().inFlight() == RATE_IN_FLIGHT) {
            targets.add(
                    new Target(
                            "documents/s, journal off" + load,
                            RATE,
                            false,
                            one.spread(Variant.JOURNAL_OFF, Sample::documentsPerSecond).median()));
        }
        targets.add(
                new Target(
                        "store writes per document, journal on" + load,
                        STORE_WRITES,
                        true,
                        one.spread(Variant.JOURNAL_ON, Sample::writesPerDocument).median()));
    }

    boolean isReached() {
        return atMost ? reached <= wanted : reached >= wanted;
    }

    String inWords() {
        return String.format(
                Locale.ROOT,
                "%-7s %s %s %s: %.2f",
                isReached() ? "reached" : "missed",
                what,
                atMost ? "<=" : ">=",
                shown(wanted),
                reached);
    }

    private static String shown(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("what", what)
                .put(atMost ? "atMost" : "atLeast", wanted)
                .put("reached", reached)
                .put("isReached", isReached());
    }
}
