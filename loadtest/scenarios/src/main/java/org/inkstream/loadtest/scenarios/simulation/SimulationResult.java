package org.inkstream.loadtest.scenarios.simulation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.inkstream.loadtest.scenarios.simulation.world.CrashPoint;
import org.inkstream.loadtest.scenarios.simulation.world.CrashTally;
import org.inkstream.loadtest.scenarios.simulation.world.Played;
import org.inkstream.loadtest.scenarios.simulation.world.WorldSize;

/**
 * What came of many worlds.
 *
 * @param from the first seed
 * @param seeds how many were played
 * @param failures worlds in which an invariant did not hold, by seed; only the first few of many
 */
public record SimulationResult(
        WorldSize size,
        long from,
        long seeds,
        long events,
        Played.Counts counts,
        CrashTally tally,
        List<Played> failures,
        Duration took) {
    private static final int COLUMNS = 3;

    public SimulationResult {
        failures = List.copyOf(failures);
    }

    /** Crash points at which no process died. */
    public List<String> neverHit() {
        return CrashPoint.all().stream()
                .filter(point -> tally.deaths(point) == 0)
                .map(CrashPoint::label)
                .toList();
    }

    /** How many crash points processes died at. */
    public int pointsHit() {
        return CrashPoint.all().size() - neverHit().size();
    }

    /** In a few lines. */
    public String summary() {
        double millis = took.toNanos() / 1e6;
        return """
               %,d worlds from seed %d in %.1f s (%.2f ms and %,d events each)
               %,d records, %,d letters enriched, %,d in the dead letters
               %,d lives of processes, %,d tool calls, %,d answers paid for again (agents without keys)
               %d of %d crash points hit, %d violations
               """
                .formatted(
                        seeds,
                        from,
                        millis / 1000,
                        millis / Math.max(1, seeds),
                        events / Math.max(1, seeds),
                        counts.records(),
                        counts.enriched(),
                        counts.buried(),
                        counts.lives(),
                        counts.calls(),
                        counts.repeated(),
                        pointsHit(),
                        CrashPoint.all().size(),
                        failures.size());
    }

    /** Deaths at each crash point, as a table. */
    public String crashTable() {
        StringBuilder table = new StringBuilder("deaths by crash point\n");
        int column = 0;
        for (CrashPoint point : CrashPoint.all()) {
            table.append("  %-28s %7d".formatted(point.label(), tally.deaths(point)));
            if (++column % COLUMNS == 0) {
                table.append('\n');
            }
        }
        return table.append(column % COLUMNS == 0 ? "" : "\n").toString();
    }

    public JsonObject toJson() {
        JsonObject points = new JsonObject();
        CrashPoint.all()
                .forEach(
                        point ->
                                points.put(
                                        point.label(),
                                        new JsonObject()
                                                .put("passed", tally.passes(point))
                                                .put("died", tally.deaths(point))));
        JsonArray violations = new JsonArray();
        failures.forEach(played -> violations.add(violation(played)));
        return new JsonObject()
                .put("from", from)
                .put("seeds", seeds)
                .put("documents", size.documents())
                .put("tools", size.tools())
                .put("processes", size.processes())
                .put("seconds", took.toMillis() / 1000.0)
                .put("events", events)
                .put("records", counts.records())
                .put("enriched", counts.enriched())
                .put("deadLettered", counts.buried())
                .put("lives", counts.lives())
                .put("calls", counts.calls())
                .put("repeatedWithoutKeys", counts.repeated())
                .put("violations", violations)
                .put("crashPoints", points);
    }

    private static JsonObject violation(Played played) {
        JsonObject json = new JsonObject().put("seed", played.seed());
        played.violation()
                .ifPresent(
                        found ->
                                json.put("invariant", found.invariant()).put("what", found.what()));
        return json;
    }
}
