package org.inkstream.loadtest.scenarios.crashpoints;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.loadtest.scenarios.chaos.CallAccount;
import org.inkstream.loadtest.scenarios.chaos.Outcomes;

/**
 * What a worker's death at one point led to.
 *
 * @param letters that were published
 * @param died whether it died there; otherwise the point was not passed
 * @param outcomes of all letters, after another worker had finished them
 * @param repeats work that was done twice
 */
record PointResult(
        CrashPoint point,
        int letters,
        boolean died,
        Outcomes outcomes,
        List<CallAccount.Repeat> repeats) {
    PointResult {
        repeats = List.copyOf(repeats);
    }

    /** What is wrong, empty if nothing is. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (outcomes.enriched().size() != letters) {
            problems.add(outcomes.enriched().size() + " of " + letters + " letters enriched");
        }
        if (outcomes.healed() > 0) {
            problems.add(outcomes.healed() + " letters enriched again");
        }
        addIfAny(problems, "not announced once", outcomes.notAnnouncedOnce());
        addIfAny(problems, "recorded twice", outcomes.recordedTwice());
        long unexplained = repeats.stream().filter(one -> !one.explained()).count();
        if (unexplained > 0) {
            problems.add(unexplained + " calls repeated that were not in the air");
        }
        return problems;
    }

    private static void addIfAny(List<String> problems, String what, List<String> all) {
        if (!all.isEmpty()) {
            problems.add(what + ": " + all);
        }
    }

    /** For people. */
    String words() {
        String end = problems().isEmpty() ? "holds" : "BROKEN " + problems();
        return "%-32s %-10s %2d repeats  %s"
                .formatted(point, died ? "died" : "not passed", repeats.size(), end);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("point", point.toString())
                .put("died", died)
                .put("repeats", repeats.size())
                .put("problems", problems());
    }
}
