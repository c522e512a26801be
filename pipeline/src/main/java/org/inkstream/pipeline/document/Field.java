package org.inkstream.pipeline.document;

import java.util.List;

/**
 * One leaf of the letter schema for one letter.
 *
 * @param path as in the schema, such as {@code analysis.people[]}
 * @param value a JSON value; {@link #NO_VALUE} unless the state is resolved and not absent
 * @param state what is known of it
 * @param evidence where it stands in the text, each verified; empty where it stands nowhere
 * @param confidence 0 to 1 as its source says, or {@link #NOT_SAID}
 * @param origin who gave the value or should have
 * @param unproven what has no quote in the text although it was read off it: indexes of list items,
 *     or {@link Evidence#WHOLE}
 * @param reason for people: why there is no value; empty if there is one
 */
public record Field(
        String path,
        Object value,
        FieldState state,
        List<Evidence> evidence,
        double confidence,
        Origin origin,
        List<Integer> unproven,
        String reason) {
    public static final Object NO_VALUE = "";
    public static final double NOT_SAID = -1;

    public Field {
        evidence = List.copyOf(evidence);
        unproven = List.copyOf(unproven);
        if (confidence != NOT_SAID && !(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException(
                    "confidence of %s must be 0 to 1, got %s".formatted(path, confidence));
        }
    }

    /** A field without a value. */
    public static Field open(String path, FieldState state, Origin origin, String reason) {
        return new Field(path, NO_VALUE, state, List.of(), NOT_SAID, origin, List.of(), reason);
    }

    /** A value that nothing in the text needs to prove. */
    public static Field of(String path, Object value, FieldState state, Origin origin) {
        return new Field(path, value, state, List.of(), NOT_SAID, origin, List.of(), "");
    }

    public boolean hasValue() {
        return !NO_VALUE.equals(value);
    }

    public boolean hasConfidence() {
        return confidence != NOT_SAID;
    }

    /** Whether the value, or an item of it, was read off the text and does not stand there. */
    public boolean ungrounded() {
        return !unproven.isEmpty();
    }

    /**
     * Whether somebody was asked for it: what nobody can answer does not count against a letter.
     */
    public boolean applicable() {
        return state != FieldState.NOT_ATTEMPTED || origin.kind() != Origin.Kind.NOBODY;
    }
}
