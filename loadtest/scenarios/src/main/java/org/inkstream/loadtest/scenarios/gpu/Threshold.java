package org.inkstream.loadtest.scenarios.gpu;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * What is to be reached, and what was.
 *
 * @param what for people
 * @param wanted the bound
 * @param atMost whether the bound is an upper one
 * @param got the figure, NaN if it could not be measured, which reaches nothing
 */
record Threshold(Goal goal, String what, double wanted, boolean atMost, double got) {
    static Threshold atLeast(Goal goal, String what, double wanted, double got) {
        return new Threshold(goal, what, wanted, false, got);
    }

    static Threshold atMost(Goal goal, String what, double wanted, double got) {
        return new Threshold(goal, what, wanted, true, got);
    }

    boolean isReached() {
        return atMost ? got <= wanted : got >= wanted;
    }

    String verdict() {
        return isReached() ? "reached" : "missed";
    }

    /** Such as {@code >= 1.40: 1.62}. */
    String figures() {
        return String.format(
                Locale.ROOT, "%s %s: %s", atMost ? "<=" : ">=", shown(wanted), shown(got));
    }

    String inWords() {
        return String.format(Locale.ROOT, "%-7s %s %s %s", verdict(), goal, what, figures());
    }

    private static String shown(double figure) {
        return figure == Math.rint(figure) && Math.abs(figure) < 1e15
                ? Long.toString((long) figure)
                : String.format(Locale.ROOT, "%.2f", figure);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("goal", goal.name())
                .put("what", what)
                .put(atMost ? "atMost" : "atLeast", wanted)
                .put("got", Double.isFinite(got) ? got : null)
                .put("reached", isReached());
    }
}
