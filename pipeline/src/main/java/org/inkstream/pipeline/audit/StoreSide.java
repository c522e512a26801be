package org.inkstream.pipeline.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.inkstream.pipeline.publish.EventType;

/**
 * What the journal and the store hold: told entry by entry in the order of the methods, so that
 * what moves on meanwhile is seen at least once, and compared at once with what was announced.
 * Holds ids and sums, no letters. Used on one thread.
 */
public final class StoreSide {
    private final EventSide events;
    private final Set<UUID> known = new HashSet<>();
    private final Set<UUID> enriched = new HashSet<>();
    private final Map<UUID, String> dead = new HashMap<>();
    private final Set<String> runs = new HashSet<>();
    private final Map<String, Run> open = new HashMap<>();
    private final Map<String, Run> parked = new HashMap<>();
    private final Map<String, Run> unwritten = new HashMap<>();
    private final Map<String, Owed> owed = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final Map<String, String> dueWithoutRun = new HashMap<>();
    private final Map<String, String> twoVersions = new HashMap<>();
    private final Map<String, Instant> closed = new HashMap<>();
    private final List<Untold> untold = new ArrayList<>();
    private final Map<String, Instant> erased = new HashMap<>();
    private final Map<String, String> countedByJobs = new HashMap<>();
    private final Map<String, String> forgottenByJobs = new TreeMap<>();
    private long letters;
    private long jobLetters;

    public StoreSide(EventSide events) {
        this.events = events;
    }

    /**
     * A run of the journal, or what is left of one.
     *
     * @param state as in the journal
     * @param saves whether closing it left a version of the letter behind
     */
    public record Run(
            String id,
            String documentId,
            String textHash,
            String owner,
            String state,
            Instant openedAt,
            boolean saves) {}

    /**
     * A version of a letter.
     *
     * @param costPicoUsd what its tools cost together
     * @param costKnown false if a call of it has no price
     */
    public record Letter(
            String documentId,
            String runId,
            String textHash,
            int version,
            long costPicoUsd,
            boolean costKnown) {}

    /**
     * A letter of a job.
     *
     * @param finished whether the job says that all its letters have ended
     * @param state as the job counts it
     */
    public record JobLetter(String jobId, boolean finished, String documentId, String state) {}

    /** A letter of a job, told before any run. */
    public void ofJob(JobLetter letter) {
        jobLetters++;
        switch (letter.state()) {
            case "success", "review" -> countedByJobs.put(letter.documentId(), letter.jobId());
            case "waiting" -> {
                if (letter.finished()) {
                    forgottenByJobs.put(letter.documentId(), letter.jobId());
                }
            }
            default -> {
                // It was given up, by workers or by people: nothing need be there.
            }
        }
    }

    /** A run, each once. */
    public void run(Run run) {
        runs.add(run.id());
        known.add(SourceSide.key(run.documentId(), run.textHash()));
        switch (run.state()) {
            case "open" -> open.put(run.id(), run);
            case "parked" -> parked.put(run.id(), run);
            case "closed" -> {
                closed.put(run.id(), run.openedAt());
                if (run.saves()) {
                    unwritten.put(run.id(), run);
                }
            }
            case "dead" ->
                    dead.put(SourceSide.key(run.documentId(), run.textHash()), run.documentId());
            default ->
                    throw new IllegalArgumentException(
                            "run " + run.id() + " is in no known state: " + run.state());
        }
    }

    /**
     * An entry of the index of what is begun later.
     *
     * @param id the run's, if it is to go on
     * @param runId that the entry is about
     */
    public void due(String id, String runId, String documentId) {
        parked.remove(id);
        if (!runs.contains(runId)) {
            dueWithoutRun.put(runId, documentId);
        }
    }

    /** A current letter. */
    public void current(Letter letter) {
        letters++;
        countedByJobs.remove(letter.documentId());
        Integer other = versions.put(letter.documentId(), letter.version());
        if (other != null) {
            twoVersions.put(letter.documentId(), "versions " + other + " and " + letter.version());
        }
        written(letter);
    }

    /** An earlier version of a letter. */
    public void earlier(Letter letter) {
        int current = versions.getOrDefault(letter.documentId(), Integer.MAX_VALUE);
        if (letter.version() > current) {
            twoVersions.put(
                    letter.documentId(),
                    "version %d is current, %d is history".formatted(current, letter.version()));
        }
        written(letter);
    }

    private void written(Letter letter) {
        lookFor(EventType.DOCUMENT_ENRICHED, letter.runId(), letter.documentId(), letter.version());
        lookFor(EventType.DOCUMENT_QUALITY, letter.runId(), letter.documentId(), letter.version());
        enriched.add(SourceSide.key(letter.documentId(), letter.textHash()));
        if (unwritten.remove(letter.runId()) != null && letter.costKnown()) {
            owed.put(letter.runId(), new Owed(letter.documentId(), letter.costPicoUsd()));
        }
    }

    /** A run is closed when everything is announced; before, nothing need be. */
    private void lookFor(EventType type, String runId, String documentId, int version) {
        Instant opened = closed.get(runId);
        if (opened != null && events.isMissing(type, runId, version, opened)) {
            untold.add(new Untold(type, documentId, runId));
        }
    }

    /** A letter that waits for a person, or did. */
    public void review(String documentId, String runId) {
        lookFor(EventType.DOCUMENT_REVIEW, runId, documentId, versions.getOrDefault(documentId, 1));
    }

    /**
     * A model call that was accounted for.
     *
     * @param picoUsd zero if it was free or nobody knows its price
     */
    public void cost(String id, String documentId, String runId, long picoUsd) {
        Instant opened = closed.get(runId);
        if (opened != null && events.isMissing(id, opened)) {
            untold.add(new Untold(EventType.COST_RECORDED, documentId, runId));
        }
        owed.computeIfPresent(
                runId, (same, one) -> new Owed(one.documentId(), one.picoUsd() - picoUsd));
    }

    /** A letter was erased; told last, for it may be erased while all of this is read. */
    public void erased(String documentId, Instant at) {
        erased.put(documentId, at);
    }

    boolean knows(UUID letter) {
        return known.contains(letter) || enriched.contains(letter);
    }

    boolean isEnriched(UUID letter) {
        return enriched.contains(letter);
    }

    boolean isDead(UUID letter) {
        return dead.containsKey(letter);
    }

    /** Documents of runs that were given up. */
    Map<UUID, String> dead() {
        return dead;
    }

    /** Letters that a job counts as enriched and that are not there, each with its job. */
    Map<String, String> countedByJobs() {
        return countedByJobs;
    }

    /** Letters that a finished job waits for, each with its job. */
    Map<String, String> forgottenByJobs() {
        return forgottenByJobs;
    }

    long jobLetters() {
        return jobLetters;
    }

    Map<String, Run> open() {
        return open;
    }

    Map<String, Run> parked() {
        return parked;
    }

    Map<String, Run> unwritten() {
        return unwritten;
    }

    Map<String, Owed> owed() {
        return owed;
    }

    Map<String, String> dueWithoutRun() {
        return dueWithoutRun;
    }

    Map<String, String> twoVersions() {
        return twoVersions;
    }

    boolean holds(String documentId) {
        return versions.containsKey(documentId);
    }

    /** Whether a letter was erased that came, or was told of, at that time. */
    boolean isErased(String documentId, Instant since) {
        Instant at = erased.get(documentId);
        return at != null && !at.isBefore(since);
    }

    List<Untold> untold() {
        return untold;
    }

    EventSide events() {
        return events;
    }

    long closed() {
        return closed.size();
    }

    long erased() {
        return erased.size();
    }

    long letters() {
        return letters;
    }

    /** What stands in the store of a closed run, and was not announced. */
    record Untold(EventType type, String documentId, String runId) {}

    /**
     * @param picoUsd what the letter says less what was accounted for
     */
    record Owed(String documentId, long picoUsd) {}
}
