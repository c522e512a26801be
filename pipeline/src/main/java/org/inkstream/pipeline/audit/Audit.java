package org.inkstream.pipeline.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.inkstream.pipeline.publish.EventType;

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
        audit.lookAtEvents();
        audit.lookAtJobs();
        return new AuditReport(audit.counts(), audit.findings, List.of());
    }

    private void lookAtRecords() {
        source.letters().forEach(this::lookAt);
        source.gone().stream()
                .filter(one -> !store.isErased(one.documentId(), one.at()))
                .forEach(one -> find(Problem.TEXT_GONE, one.documentId(), one.place()));
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
        if (!letter.isBuried()
                && !store.knows(key)
                && !store.isErased(letter.documentId(), letter.last())) {
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
        store.dead().forEach(this::lookForDeadLetter);
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

    /** Of records that were read it is told above. */
    private void lookForDeadLetter(UUID key, String documentId) {
        if (source.mayLack(documentId)
                && !source.letters().containsKey(key)
                && !store.isEnriched(key)
                && !store.isErased(documentId, Instant.EPOCH)) {
            find(Problem.NOT_BURIED, documentId, "its run was given up");
        }
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

    private void lookAtEvents() {
        store.untold()
                .forEach(
                        one ->
                                find(
                                        Problem.NOT_ANNOUNCED,
                                        one.documentId(),
                                        "no %s of run %s"
                                                .formatted(one.type().shortName(), one.runId())));
        store.events()
                .letters()
                .forEach(
                        (document, at) -> {
                            if (!store.holds(document) && !store.isErased(document, at)) {
                                find(Problem.NOT_STORED, document, "announced at " + at);
                            }
                        });
    }

    private void lookAtJobs() {
        store.countedByJobs()
                .forEach((document, job) -> findOfJob(Problem.NOT_OF_JOB, document, job));
        store.forgottenByJobs()
                .forEach((document, job) -> findOfJob(Problem.LEFT_BY_JOB, document, job));
    }

    private void findOfJob(Problem problem, String documentId, String jobId) {
        if (!store.isErased(documentId, Instant.EPOCH)) {
            find(problem, documentId, "job " + jobId);
        }
    }

    private void find(Problem problem, String id, String detail) {
        findings.add(new Finding(problem, id, detail));
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        if (source.isReadable()) {
            counts.put("records", source.records());
            counts.put("letters sent", (long) source.letters().size());
            counts.put("records refused", source.refused());
        }
        counts.put("dead letters", source.deadLetters());
        counts.put("runs open", (long) store.open().size());
        counts.put("runs closed", store.closed());
        counts.put("letters enriched", store.letters());
        counts.put("letters erased", store.erased());
        counts.put("letters of jobs", store.jobLetters());
        for (EventType type : EventType.values()) {
            if (store.events().isReadable(type)) {
                counts.put(type.shortName(), store.events().count(type));
            }
        }
        return counts;
    }
}
