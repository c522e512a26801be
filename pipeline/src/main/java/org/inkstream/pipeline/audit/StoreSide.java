package org.inkstream.pipeline.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the journal and the store hold: told entry by entry in the order of the methods, so that
 * what moves on meanwhile is seen at least once. Holds ids and sums, no letters. Used on one
 * thread.
 */
public final class StoreSide {
    private final Set<UUID> known = new HashSet<>();
    private final Set<UUID> enriched = new HashSet<>();
    private final Set<UUID> dead = new HashSet<>();
    private final Set<String> runs = new HashSet<>();
    private final Map<String, Run> open = new HashMap<>();
    private final Map<String, Run> parked = new HashMap<>();
    private final Map<String, Run> unwritten = new HashMap<>();
    private final Map<String, Owed> owed = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final Map<String, String> dueWithoutRun = new HashMap<>();
    private final Map<String, String> twoVersions = new HashMap<>();
    private long closed;
    private long letters;

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

    /** A run, each once. */
    public void run(Run run) {
        runs.add(run.id());
        known.add(SourceSide.key(run.documentId(), run.textHash()));
        switch (run.state()) {
            case "open" -> open.put(run.id(), run);
            case "parked" -> parked.put(run.id(), run);
            case "closed" -> {
                closed++;
                if (run.saves()) {
                    unwritten.put(run.id(), run);
                }
            }
            case "dead" -> dead.add(SourceSide.key(run.documentId(), run.textHash()));
            default ->
                    throw new IllegalArgumentException(
                            "run " + run.id() + " is in no known state: " + run.state());
        }
    }

    /** An entry of the index of what is begun later. */
    public void due(String runId, String documentId) {
        parked.remove(runId);
        if (!runs.contains(runId)) {
            dueWithoutRun.put(runId, documentId);
        }
    }

    /** A current letter. */
    public void current(Letter letter) {
        letters++;
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
        enriched.add(SourceSide.key(letter.documentId(), letter.textHash()));
        if (unwritten.remove(letter.runId()) != null && letter.costKnown()) {
            owed.put(letter.runId(), new Owed(letter.documentId(), letter.costPicoUsd()));
        }
    }

    /**
     * A model call that was accounted for.
     *
     * @param picoUsd zero if it was free or nobody knows its price
     */
    public void cost(String runId, long picoUsd) {
        owed.computeIfPresent(
                runId, (same, one) -> new Owed(one.documentId(), one.picoUsd() - picoUsd));
    }

    boolean knows(UUID letter) {
        return known.contains(letter) || enriched.contains(letter);
    }

    boolean isEnriched(UUID letter) {
        return enriched.contains(letter);
    }

    boolean isDead(UUID letter) {
        return dead.contains(letter);
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

    long closed() {
        return closed;
    }

    long letters() {
        return letters;
    }

    /**
     * @param picoUsd what the letter says less what was accounted for
     */
    record Owed(String documentId, long picoUsd) {}
}
