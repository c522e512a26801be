package org.inkstream.agents.letters.dates;

/**
 * A date and where it was read.
 *
 * @param value as far as it is written
 * @param charStart first UTF-16 unit of what was read
 * @param charEnd the unit after the last
 */
public record DateReading(DateValue value, int charStart, int charEnd) {
    /** The same reading where its stretch begins {@code by} units further on. */
    public DateReading shifted(int by) {
        return new DateReading(value, charStart + by, charEnd + by);
    }
}
