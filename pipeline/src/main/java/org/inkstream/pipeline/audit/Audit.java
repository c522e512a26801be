package org.inkstream.pipeline.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Compares what came in with what the store holds. Pure. What is in the air moves while it is
 * counted, so a finding counts once a second look at the store has found it too.
 */
public final class Audit {
    private final SourceSide source;
    private final StoreSide store;
    private final Predicate<String> lives;
    private final Instant openedBefore;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param lives whether the owner with this id may still work
     * @param openedBefore a run that is open since then should have been taken over
     */
    private Audit(
            SourceSide source, StoreSide store, Predicate<String> lives, Instant openedBefore) {
        this.source = source;
        this.store = store;
        this.lives = lives;
        this.openedBefore = openedBefore;
    }

    public static AuditReport compare(
            SourceSide source, StoreSide store, Predicate<String> lives, Instant openedBefore) {
        Audit audit = new Audit(source, store, lives, openedBefore);
        audit.lookAtRecords();
        audit.lookAtRuns();
        audit.lookAtLetters();
        return new AuditReport(audit.counts(), audit.findings);
    }

    private void lookAtRecords() {
        source.letters().forEach(this::lookAt);
        source.refusedNotBuried()
                .forEach(
                        origin ->
                                find(
                                        Problem.NOT_BURIED,
                                        "%s-%d@%d"
                                                .formatted(
                                                        origin.topic(),
                                                        origin.partition(),
                                                        origin.offset()),
                                        ""));
    }

    private void lookAt(UUID key, SourceSide.Accepted letter) {
        if (!letter.isBuried() && !store.knows(key)) {
            find(Problem.LOST, letter.documentId(), "");
        }
        if (store.isDead(key) && !letter.isBuried() && !store.isEnriched(key)) {
            find(Problem.NOT_BURIED, letter.documentId(), "its run was given up");
        }
        if (letter.isOnlyBuried() && store.isEnriched(key)) {
            find(Problem.ENRICHED_AND_DEAD, letter.documentId(), "");
        }
    }

    private void lookAtRuns() {
        store.open().values().stream()
                .filter(run -> run.openedAt().isBefore(openedBefore))
                .filter(run -> !lives.test(run.owner()))
                .forEach(
                        run ->
                                find(
                                        Problem.ABANDONED,
                                        run.documentId(),
                                        "run %s of %s, open since %s"
                                                .formatted(run.id(), run.owner(), run.openedAt())));
        store.parked()
                .values()
                .forEach(run -> find(Problem.NO_DUE_ENTRY, run.documentId(), "run " + run.id()));
        store.unwritten()
                .values()
                .forEach(run -> find(Problem.NO_LETTER, run.documentId(), "run " + run.id()));
        store.dueWithoutRun()
                .forEach((run, document) -> find(Problem.NO_RUN, document, "run " + run));
    }

    private void lookAtLetters() {
        store.owed()
                .forEach(
                        (run, owed) -> {
                            if (owed.picoUsd() != 0) {
                                String by = "by %d pico-dollars, run %s";
                                find(
                                        Problem.COSTS_DIFFER,
                                        owed.documentId(),
                                        by.formatted(owed.picoUsd(), run));
                            }
                        });
        store.twoVersions().forEach((document, how) -> find(Problem.TWO_VERSIONS, document, how));
    }

    private void find(Problem problem, String id, String detail) {
        findings.add(new Finding(problem, id, detail));
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("records", source.records());
        counts.put("letters sent", (long) source.letters().size());
        counts.put("records refused", source.refused());
        counts.put("dead letters", source.deadLetters());
        counts.put("runs open", (long) store.open().size());
        counts.put("runs closed", store.closed());
        counts.put("letters enriched", store.letters());
        return counts;
    }
}
