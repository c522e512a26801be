package org.inkstream.agents.letters.zones;

/**
 * One part of a letter.
 *
 * @param kind what it is
 * @param charStart first UTF-16 unit of the letter's text
 * @param charEnd the unit after the last, greater than {@code charStart}
 */
public record Zone(ZoneKind kind, int charStart, int charEnd) {
    public Zone {
        if (charStart < 0 || charEnd <= charStart) {
            throw new IllegalArgumentException(
                    "no such zone: " + kind + " from " + charStart + " to " + charEnd);
        }
    }
}
