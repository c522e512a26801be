package org.inkstream.agents.letters.places;

/**
 * A place of the gazetteer.
 *
 * @param name as the gazetteer writes it
 * @param type {@code city}, {@code region} or {@code country}
 * @param country the country it lies in today
 * @param needsCue whether its name is also a word or a surname, so that it counts only where
 *     something beside it says that it is a place
 */
record KnownPlace(String name, String type, String country, boolean needsCue) {
    /** A line of the gazetteer: name, type, country, and perhaps {@code cue}, between tabs. */
    static KnownPlace parse(String line) {
        String[] columns = line.split("\t", 4);
        if (columns.length < 3) {
            throw new IllegalArgumentException("not a gazetteer line: " + line);
        }
        return new KnownPlace(columns[0], columns[1], columns[2], columns.length == 4);
    }
}
