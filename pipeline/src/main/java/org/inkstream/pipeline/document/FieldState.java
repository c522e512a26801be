package org.inkstream.pipeline.document;

import java.util.Locale;

/** What is known of a field. */
public enum FieldState {
    /** Read off the page. */
    EXTRACTED,
    /** Concluded from the page. */
    INFERRED,
    /** A person said so. */
    HUMAN,
    /** The letter has none: a person said so, or a complete zone proves it. */
    ABSENT,
    /** A tool looked and found nothing. */
    NOT_FOUND,
    /** Nobody looked. */
    NOT_ATTEMPTED,
    /** The tool that should have looked could not be brought to answer. */
    FAILED,
    /** The tool gave a placeholder instead of an answer. */
    FALLBACK;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Whether nothing is left to do: the only states that count in the score. */
    public boolean resolved() {
        return this == EXTRACTED || this == INFERRED || this == HUMAN || this == ABSENT;
    }

    /** The name in results and events, such as {@code not_found}. */
    public String wireName() {
        return wireName;
    }
}
