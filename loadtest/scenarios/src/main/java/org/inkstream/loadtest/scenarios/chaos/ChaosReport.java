package org.inkstream.loadtest.scenarios.chaos;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.inkstream.loadtest.peers.CallRecord;
import org.inkstream.loadtest.scenarios.recovery.Claim;

/** A chaos run for machines and for people. */
final class ChaosReport {
    private final ChaosResult result;
    private final String command;

    /**
     * @param command that made it
     */
    ChaosReport(ChaosResult result, String command) {
        this.result = result;
        this.command = command;
    }

    JsonObject toJson() {
        JsonArray faults = new JsonArray();
        result.faults().forEach(one -> faults.add(one.toJson(result.begunMillis())));
        JsonArray heap = new JsonArray();
        result.watched().heap().forEach(one -> heap.add(one.toJson()));
        JsonArray recoveries = new JsonArray();
        result.recoveries().forEach(one -> recoveries.add(one.toMillis()));
        JsonArray terminations = new JsonArray();
        result.terminations().forEach(one -> terminations.add(one.toMillis()));
        JsonObject json = new JsonObject().put("command", command);
        figures().forEach(json::put);
        return json.put("recoveryMs", recoveries)
                .put("terminationMs", terminations)
                .put("heap", heap)
                .put("faults", faults)
                .put("claims", Claim.toJson(result.claims()));
    }

    String toMarkdown() {
        StringBuilder page = new StringBuilder(4_096);
        page.append("# Chaos run\n\n`").append(command).append("`\n\n");
        page.append("| claim | |\n|---|---|\n");
        for (Claim claim : result.claims()) {
            row(page, claim.what(), claim.holds() ? "holds" : "**broken**");
        }
        page.append("\n| figure | |\n|---|---|\n");
        figures().forEach((name, value) -> row(page, words(name), value));
        page.append("\n| fault | times |\n|---|---|\n");
        byKind().forEach((kind, times) -> row(page, kind, times));
        page.append("\n| what explains repeated work | calls |\n|---|---|\n");
        explanations().forEach((why, times) -> row(page, why, times));
        page.append("\n| live heap of | samples | minutes | most MiB | MiB/min |\n");
        page.append("|---|---|---|---|---|\n");
        for (Slope slope : result.watched().heap()) {
            if (slope.minutes() >= 1) {
                page.append(
                        "| %s | %d | %.1f | %.1f | %.2f |%n"
                                .formatted(
                                        slope.name(),
                                        slope.points().size(),
                                        slope.minutes(),
                                        slope.mostMib(),
                                        slope.perMinute()));
            }
        }
        return page.toString();
    }

    private Map<String, Object> figures() {
        Map<String, Object> figures = new java.util.LinkedHashMap<>();
        figures.put("seed", result.plan().seed());
        figures.put("seconds", result.plan().length().toSeconds());
        figures.put("faultsInAll", result.faults().size());
        figures.put("kills", result.kills());
        figures.put("workersThatEndedByThemselves", result.endedByThemselves());
        figures.put("accepted", result.accepted().size());
        figures.put("letters", result.letters().size());
        figures.put("neverAcknowledged", result.unknown().size());
        figures.put("enriched", result.outcomes().letters().size());
        figures.put("deadLettered", result.outcomes().deadLettered().size());
        figures.put("lost", result.lost().size());
        figures.put("duplicates", result.outcomes().notAnnouncedOnce().size());
        figures.put("laterVersions", result.outcomes().healed());
        figures.put("callsThatArrived", result.calls().count(CallRecord.What.ARRIVED));
        figures.put("callsWorkedFor", result.calls().count(CallRecord.What.WORKED));
        figures.put("answersReplayed", result.calls().count(CallRecord.What.REPLAYED));
        figures.put("callsFaultedByTheAgent", result.calls().count(CallRecord.What.FAULTED));
        figures.put("repeatedWithKeys", result.repeatsWithKeys().size());
        figures.put("boughtAgainToHeal", result.boughtAgainToHeal().size());
        figures.put("repeatedWithoutKeys", result.repeatsWithoutKeys().size());
        figures.put("inTheAirAtKillsOfWorkers", result.inTheAirAtKills());
        figures.put("medianRecoveryMs", result.medianRecovery().toMillis());
        figures.put("timersAtTheEnd", result.watched().timers());
        figures.put("settledAfterSeconds", result.watched().settled().toSeconds());
        return figures;
    }

    private Map<String, Long> byKind() {
        return result.faults().stream()
                .collect(
                        Collectors.groupingBy(
                                one -> one.kind().name(), TreeMap::new, Collectors.counting()));
    }

    private Map<String, Long> explanations() {
        return result.repeatsWithoutKeys().stream()
                .collect(
                        Collectors.groupingBy(
                                one -> one.explained() ? one.why() : "nothing",
                                TreeMap::new,
                                Collectors.counting()));
    }

    private static void row(StringBuilder page, Object left, Object right) {
        page.append("| ").append(left).append(" | ").append(right).append(" |\n");
    }

    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(java.util.Locale.ROOT);
    }
}
