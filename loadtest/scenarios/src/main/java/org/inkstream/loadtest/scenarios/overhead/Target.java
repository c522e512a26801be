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
    private static final Duration LONG_DELAY = Duration.ofSeconds(1);
    private static final int MANY_IN_FLIGHT = 1_000;
    private static final double IDEAL_SHARE = 0.9;
    private static final double RSS_MIB = 400;

    static List<Target> of(List<Measured> measured) {
        List<Target> targets = new ArrayList<>();
        measured.forEach(one -> addAll(one, targets));
        return targets;
    }

    private static void addAll(Measured one, List<Target> targets) {
        String load = " (" + one.load().inWords() + ")";
        if (one.variants().contains(Variant.JOURNAL_OFF)) {
            addJournalOff(one, load, targets);
        }
        if (one.variants().contains(Variant.JOURNAL_ON)) {
            addJournalOn(one, load, targets);
        }
    }

    private static void addJournalOff(Measured one, String load, List<Target> targets) {
        targets.add(
                new Target(
                        "CPU per document over the floor, journal off" + load,
                        FLOOR_RATIO,
                        true,
                        one.ratio(Variant.JOURNAL_OFF).median()));
        Spread rate = one.spread(Variant.JOURNAL_OFF, Sample::documentsPerSecond);
        if (isUnder(one.load(), RATE_DELAY, RATE_IN_FLIGHT)) {
            targets.add(new Target("documents/s, journal off" + load, RATE, false, rate.median()));
        }
        if (isUnder(one.load(), LONG_DELAY, MANY_IN_FLIGHT)) {
            double wanted = IDEAL_SHARE * one.idealDocumentsPerSecond();
            targets.add(
                    new Target("documents/s, journal off" + load, wanted, false, rate.median()));
            Spread memory = one.spread(Variant.JOURNAL_OFF, Sample::peakRssBytes);
            targets.add(
                    new Target(
                            "peak RSS MiB, journal off" + load,
                            RSS_MIB,
                            true,
                            memory.median() / (1 << 20)));
        }
    }

    private static void addJournalOn(Measured one, String load, List<Target> targets) {
        targets.add(
                new Target(
                        "CPU per document over the floor, journal on" + load,
                        JOURNALLED_RATIO,
                        true,
                        one.ratio(Variant.JOURNAL_ON).median()));
        targets.add(
                new Target(
                        "store writes per document, journal on" + load,
                        STORE_WRITES,
                        true,
                        one.spread(Variant.JOURNAL_ON, Sample::writesPerDocument).median()));
    }

    private static boolean isUnder(Load load, Duration delay, int inFlight) {
        return load.delay().equals(delay) && load.inFlight() == inFlight;
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
