package org.inkstream.pipeline.jobs;

import java.util.Locale;

/**
 * What a worker says of a letter of a job that no result will tell of.
 *
 * @param kind what became of it
 * @param reason why, for people; names no text of the letter
 * @param mark by which the task said that it was asked for again, empty for the first time
 */
public record Note(Kind kind, String reason, String mark) {
    /** Nothing was said. */
    public static final Note NONE = new Note(Kind.NOTHING, "", "");

    /** What became of a letter. */
    public enum Kind {
        NOTHING,
        /** It was enriched before the job asked. */
        DONE_BEFORE,
        /** It was given up. */
        DEAD,
        /** It was given up because its job was cancelled. */
        CANCELLED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    public boolean isSomething() {
        return kind != Kind.NOTHING;
    }
}
