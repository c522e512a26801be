package org.inkstream.agents.letters.correspondence;

import org.inkstream.agents.letters.text.Span;

/**
 * A value and where it was read.
 *
 * @param value in the form that results carry, not blank
 * @param span what it was read from, not empty
 */
public record Reading(String value, Span span) {
    public Reading {
        if (value.isBlank() || span.isEmpty()) {
            throw new IllegalArgumentException("nothing was read: '" + value + "' at " + span);
        }
    }
}
