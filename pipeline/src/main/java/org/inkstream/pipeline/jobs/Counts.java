package org.inkstream.pipeline.jobs;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many letters of a job are in each state. Always counted from the letters themselves, never
 * added up, so that nothing that happens twice counts twice.
 */
public record Counts(int waiting, int success, int review, int error, int cancelled) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    /** States that are missing count zero. */
    public static Counts of(Map<JobDocument.State, Integer> byState) {
        Map<JobDocument.State, Integer> all = new EnumMap<>(JobDocument.State.class);
        all.putAll(byState);
        return new Counts(
                all.getOrDefault(JobDocument.State.WAITING, 0),
                all.getOrDefault(JobDocument.State.SUCCESS, 0),
                all.getOrDefault(JobDocument.State.REVIEW, 0),
                all.getOrDefault(JobDocument.State.ERROR, 0),
                all.getOrDefault(JobDocument.State.CANCELLED, 0));
    }

    /** Letters that have ended, whichever way. */
    public int processed() {
        return success + review + error;
    }

    public int total() {
        return processed() + waiting + cancelled;
    }
}
