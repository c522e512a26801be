package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold when everything has come to rest. */
final class FinalChecks {
    private final Setting setting;
    private final Witness witness;

    FinalChecks(Setting setting) {
        this.setting = setting;
        this.witness = setting.witness();
    }

    void run() {
        setting.topic().all().forEach(this::checkRecord);
        checkCosts();
    }

    /** For people: what does not come to its end. */
    String whatIsStuck() {
        return setting.topic().all().stream()
                .filter(entry -> !isOver(entry))
                .map(this::standing)
                .collect(Collectors.joining("; ", "it does not come to its end: ", ""));
    }

    private boolean isOver(Topic.Entry entry) {
        return (setting.journal().isClosed(entry.content().runId())
                        || setting.outbox().isBuried(entry))
                && setting.group().committed(entry.partition()) > entry.offset();
    }

    private String standing(Topic.Entry entry) {
        String run = entry.content().runId();
        return "%s at %d/%d is %s, owned by %s, %s, %s"
                .formatted(
                        entry.content().documentId(),
                        entry.partition(),
                        entry.offset(),
                        setting.journal().state(run),
                        setting.journal().owner(run),
                        setting.due().has(run) ? "due" : "not due",
                        setting.group().committed(entry.partition()) > entry.offset()
                                ? "committed"
                                : "not committed");
    }

    private void checkRecord(Topic.Entry entry) {
        Accepted content = entry.content();
        String which = content.documentId() + " at " + entry.partition() + "/" + entry.offset();
        boolean buried = setting.outbox().isBuried(entry);
        boolean closed = setting.journal().isClosed(content.runId());
        if (!content.workable()) {
            witness.holds(buried, "I1", which + " is not in the dead letters");
            witness.holds(!closed, "I1", which + " is closed, although nobody can work on it");
            return;
        }
        witness.holds(
                closed != buried,
                "I1",
                which + (closed ? " is closed and in the dead letters" : " is neither"));
        if (buried) {
            return;
        }
        int version = 1 + setting.results().runsOf(content.documentId()).indexOf(content.runId());
        witness.holds(version > 0, "I1", which + " has no result");
        witness.holds(
                setting.outbox().isAnnounced(content.documentId(), version),
                "I1",
                which + " was never announced");
    }

    private void checkCosts() {
        Map<String, JsonObject> costs = setting.results().costs();
        Map<String, JsonObject> events = setting.outbox().costEvents();
        witness.holds(
                costs.keySet().equals(events.keySet()),
                "I3",
                "the ledger has %d records, and %d were announced"
                        .formatted(costs.size(), events.size()));
        witness.holds(sum(costs) == sum(events), "I3", "ledger and cost events differ");
        Map<String, Set<String>> attempts = new HashMap<>();
        for (JsonObject cost : costs.values()) {
            String request = cost.getString("request_id");
            witness.holds(
                    request.isEmpty()
                            || ResultTable.isUnknown(cost)
                            || setting.bills().wasBilled(request),
                    "I3",
                    request + " is in the ledger, but nobody sent a bill");
            if (!ResultTable.isUnknown(cost)) {
                attempts.computeIfAbsent(
                                cost.getString("runId") + cost.getString("tool"),
                                first -> new HashSet<>())
                        .add(cost.getInteger("attempt").toString());
            }
        }
        attempts.forEach(
                (step, numbers) ->
                        witness.holds(
                                numbers.size() == 1,
                                "I2",
                                step + " is accounted as two successes"));
    }

    private static long sum(Map<String, JsonObject> costs) {
        return costs.values().stream().mapToLong(cost -> cost.getLong("cost_pico_usd", 0L)).sum();
    }

    /** While processes wait for more. */
    void checkIdle(Iterable<Worker> workers) {
        for (Worker worker : workers) {
            worker.leftOvers()
                    .forEach(
                            what ->
                                    witness.broken(
                                            "I5", worker.process().name() + " keeps " + what));
        }
    }
}
