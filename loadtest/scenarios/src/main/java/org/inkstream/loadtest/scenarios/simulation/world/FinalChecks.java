package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
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
        setting.journal().all().stream()
                .filter(run -> run.getInteger("pass") > 1)
                .forEach(this::checkPass);
        checkBudget();
        new LedgerChecks(setting).run();
    }

    /** For people: what does not come to its end. */
    String whatIsStuck() {
        return setting.topic().all().stream()
                .filter(entry -> !isOver(entry))
                .map(this::standing)
                .collect(
                        Collectors.joining(
                                "; ", "it does not come to its end: ", "; " + openRuns()));
    }

    private String openRuns() {
        Instant later = Instant.MAX;
        String open =
                setting.journal().unfinished(later).stream()
                        .map(
                                run ->
                                        "pass %d of %s is %s, owned by %s"
                                                .formatted(
                                                        setting.journal().pass(run.id()),
                                                        run.documentId(),
                                                        run.state(),
                                                        run.owner()))
                        .collect(Collectors.joining("; "));
        String shortOf =
                setting.results().fallenShort().stream()
                        .map(letter -> letter.getString("_id") + " is not healed")
                        .collect(Collectors.joining("; "));
        return open + "; " + shortOf;
    }

    /** A pass that says it has made a version has made one, and the others have not. */
    private void checkPass(JsonObject run) {
        String documentId = run.getString("documentId");
        String which = "pass " + run.getInteger("pass") + " of " + documentId;
        int version = 1 + setting.results().runsOf(documentId).indexOf(run.getString("_id"));
        boolean saved = run.getJsonObject("summary").getBoolean("saved");
        witness.holds(saved == version > 0, "I3", which + " does not know what it has saved");
        witness.holds(
                !saved || setting.outbox().isAnnounced(documentId, version),
                "I1",
                which + " was never announced");
    }

    /** No pass is charged twice, and none gives back more than it had reserved. */
    private void checkBudget() {
        long cost =
                setting.journal().all().stream()
                        .filter(run -> run.getInteger("pass") > 1)
                        .map(run -> run.getJsonObject("summary"))
                        .mapToLong(FinalChecks::cost)
                        .sum();
        witness.holds(setting.budget().chargedPicoUsd() <= cost, "I2", "a pass is charged twice");
        witness.holds(
                setting.budget().leastReservedPicoUsd() >= 0, "I2", "a pass was released twice");
    }

    private static long cost(JsonObject summary) {
        return summary.getLong("cost_pico_usd", 0L) + summary.getLong("cost_at_most_pico_usd", 0L);
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
