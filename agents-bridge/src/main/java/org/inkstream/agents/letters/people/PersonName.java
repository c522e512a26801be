package org.inkstream.agents.letters.people;

import java.util.List;
import java.util.Locale;

/**
 * A person's name as it stands somewhere.
 *
 * @param honorific what is said before the name, empty if nothing is
 * @param name the name itself, its honorific left out
 * @param start first UTF-16 unit of honorific and name together
 * @param end the unit after the last
 * @param sureness how sure it is that this is a person, 0 to 1
 */
public record PersonName(String honorific, String name, int start, int end, double sureness) {
    /** The name with its honorific where it is no more than a surname: {@code Mrs. Brown}. */
    public String called() {
        boolean surnameOnly = !name.contains(" ");
        return surnameOnly && !honorific.isEmpty() ? honorific + " " + name : name;
    }

    /** Equal for spellings of one name: full stops, capitals and apostrophes aside. */
    public String key() {
        return keyOf(called());
    }

    /** The key of a name as it is called. */
    public static String keyOf(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("['’]s$|[.,'’]", "");
        return String.join(" ", List.of(plain.strip().split("\\s+")));
    }
}
