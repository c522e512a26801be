package org.inkstream.agents.letters.words;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Judges whether some words look like a person's name, as it stands under a letter. */
public final class NameShape {
    /** Not a name. */
    public static final int NO_NAME = 0;

    /** One capitalised word, which may be anything. */
    public static final int PERHAPS = 1;

    /** A name of several parts, or a known given name, or initials. */
    public static final int LIKELY = 2;

    private static final int LONGEST = 50;
    private static final int MOST_WORDS = 7;
    private static final String SIGNS = " \t.,-–—&'’\"[]()_*/";
    private static final Set<String> PLACE_WORDS =
            Set.copyOf(
                    List.of(
                            ("street st road lane square place house hall park town castle court"
                                            + " lodge terrace gardens crescent row hill green bridge"
                                            + " church county hotel cottage priory abbey rectory vicarage"
                                            + " observatory office bank college school university station"
                                            + " strasse straße gasse platz allee rue avenue boulevard"
                                            + " place quai england ireland scotland london dublin")
                                    .split(" ")));

    private NameShape() {}

    /** How much a text looks like a name, from {@link #NO_NAME} to {@link #LIKELY}. */
    public static int of(String text) {
        String line = text.strip();
        if (line.isEmpty() || line.length() > LONGEST || hasOtherSigns(line)) {
            return NO_NAME;
        }
        List<Word> words = Word.of(line);
        boolean named = false;
        boolean known = false;
        int parts = 0;
        for (Word word : words) {
            if (word.isCapitalised() && !isRefused(word)) {
                parts++;
                named = true;
                known |= GivenNames.contains(word.bare()) || word.isInitials() || isMonogram(word);
            } else if (!isSilent(word)) {
                return NO_NAME;
            }
        }
        if (!named || words.size() > MOST_WORDS || !beginsAsName(words.get(0))) {
            return NO_NAME;
        }
        return known || parts > 1 ? LIKELY : PERHAPS;
    }

    private static boolean beginsAsName(Word first) {
        return first.isCapitalised() || Titles.isParticle(first.text());
    }

    private static boolean isRefused(Word word) {
        boolean common = CommonWords.contains(word) && !word.isInitials();
        return word.hasDigit() || common || PLACE_WORDS.contains(lower(word));
    }

    private static boolean isSilent(Word word) {
        return Titles.isParticle(word.text())
                || Titles.isQuality(word.text())
                || List.of("and", "und", "et", "u").contains(word.text());
    }

    private static String lower(Word word) {
        return word.bare().toLowerCase(Locale.ROOT);
    }

    /** Two to four capitals without full stops: {@code FE}, {@code MRM}, {@code RLE}. */
    private static boolean isMonogram(Word word) {
        String bare = word.bare();
        return bare.length() >= 2
                && bare.length() <= 4
                && bare.codePoints().allMatch(Character::isUpperCase);
    }

    private static boolean hasOtherSigns(String line) {
        return line.codePoints()
                .anyMatch(
                        c ->
                                !Character.isLetter(c)
                                        && Character.getType(c) != Character.NON_SPACING_MARK
                                        && Character.getType(c) != Character.COMBINING_SPACING_MARK
                                        && SIGNS.indexOf(c) < 0);
    }
}
