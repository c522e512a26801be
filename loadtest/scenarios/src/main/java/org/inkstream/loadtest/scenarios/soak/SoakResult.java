package org.inkstream.loadtest.scenarios.soak;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.inkstream.loadtest.scenarios.chaos.Publisher;
import org.inkstream.loadtest.scenarios.chaos.Slope;
import org.inkstream.loadtest.scenarios.recovery.Claim;

/**
 * What a soak came to.
 *
 * @param rate letters a second, as measured
 * @param accepted keys of all records, unreadable ones included
 * @param left those that did not come to their end
 * @param deadLettered keys of the dead letters
 * @param timers set when everything had come to its end
 */
record SoakResult(
        SoakPlan plan,
        double rate,
        Set<String> accepted,
        Set<String> left,
        Set<String> deadLettered,
        List<Slope> heap,
        double timers) {
    static final double LEAST_SHARE = 0.95;
    static final double FLAT_MIB_PER_MINUTE = 0.5;

    SoakResult {
        accepted = Set.copyOf(accepted);
        left = Set.copyOf(left);
        deadLettered = Set.copyOf(deadLettered);
        heap = List.copyOf(heap);
    }

    double share() {
        return rate / plan.ideal();
    }

    private Set<String> poison() {
        Set<String> poison = new TreeSet<>(accepted);
        poison.removeIf(key -> !key.startsWith(Publisher.UNREADABLE));
        return poison;
    }

    private double slope() {
        return heap.stream().mapToDouble(Slope::perMinute).max().orElse(0);
    }

    List<Claim> claims() {
        return List.of(
                new Claim(
                        share() >= LEAST_SHARE,
                        "the rate is at least %.2f of permits / mean occupancy: %.2f of %.2f, %.3f"
                                .formatted(LEAST_SHARE, rate, plan.ideal(), share())),
                new Claim(
                        left.isEmpty(),
                        "every record comes to its end: %d accepted, %d left"
                                .formatted(accepted.size(), left.size())),
                new Claim(
                        deadLettered.equals(poison()),
                        "exactly the unreadable records are in the dead letters: %d of %d"
                                .formatted(deadLettered.size(), poison().size())),
                new Claim(
                        slope() <= FLAT_MIB_PER_MINUTE,
                        "the live heap grows by %.1f MiB/min at most: %.2f"
                                .formatted(FLAT_MIB_PER_MINUTE, slope())),
                new Claim(timers == 0, "no timer is left at the end: %.0f".formatted(timers)));
    }

    JsonObject toJson() {
        JsonArray slopes = new JsonArray();
        heap.forEach(one -> slopes.add(one.toJson()));
        return new JsonObject()
                .put("seconds", plan.length().toSeconds())
                .put("permits", plan.permits())
                .put("delayMs", plan.delay().toMillis())
                .put("timeoutMs", plan.timeout().toMillis())
                .put("hangsPercent", plan.hangsPercent())
                .put("overloadedPercent", plan.overloadedPercent())
                .put("meanOccupancyMs", plan.occupancy().mean().toMillis())
                .put("idealLettersPerSecond", plan.ideal())
                .put("lettersPerSecond", rate)
                .put("share", share())
                .put("accepted", accepted.size())
                .put("left", left.size())
                .put("deadLettered", deadLettered.size())
                .put("timersAtTheEnd", timers)
                .put("heap", slopes)
                .put("claims", Claim.toJson(claims()));
    }
}
