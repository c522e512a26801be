package org.inkstream.agents.letters.places;

import java.util.List;
import java.util.Set;
import org.inkstream.agents.letters.language.Token;

/** What the words beside a name say about it: a place, a person, a street. */
record Surroundings(String text, List<Token> words) {
    private static final Set<String> BEFORE_PLACES =
            Set.of("in", "at", "near", "from", "nach", "aus", "bei", "à");
    private static final Set<String> BEFORE_PERSONS =
            Set.of(
                    ("mr mrs ms miss messrs dr sir lady lord capt captn col colonel general rev revd"
                                    + " professor prof herr herrn frau fräulein frl monsieur madame"
                                    + " mademoiselle mme mlle uncle aunt cousin onkel tante duke earl"
                                    + " countess bishop president von")
                            .split(" "));
    private static final Set<String> AFTER_STREETS =
            Set.of(
                    ("street st road rd avenue ave lane square terrace row place crescent strasse"
                                    + " straße str platz gasse allee weg")
                            .split(" "));

    boolean saysPlace(int index) {
        return index > 0
                && gapBefore(index) == 1
                && BEFORE_PLACES.contains(words.get(index - 1).folded());
    }

    /** An honorific or an initial stands before it: {@code Mr. Lincoln}, {@code J. London}. */
    boolean saysPerson(int index) {
        if (index == 0 || gapBefore(index) > 2) {
            return false;
        }
        Token before = words.get(index - 1);
        boolean initial =
                before.surface().length() == 1
                        && before.isCapitalised()
                        && text.charAt(before.end()) == '.';
        return initial || BEFORE_PERSONS.contains(before.folded());
    }

    /** A street's word stands after it: {@code Oxford Street}. */
    boolean saysStreet(int after) {
        return after < words.size()
                && words.get(after).start() - words.get(after - 1).end() == 1
                && AFTER_STREETS.contains(words.get(after).folded());
    }

    private int gapBefore(int index) {
        return words.get(index).start() - words.get(index - 1).end();
    }
}
