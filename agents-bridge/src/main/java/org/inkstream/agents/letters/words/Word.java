package org.inkstream.agents.letters.words;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a line, with the full stop or apostrophe that belongs to it.
 *
 * @param text as it stands there
 * @param start first UTF-16 unit in the line
 * @param end the unit after the last
 */
public record Word(String text, int start, int end) {
    /** Initials run together count as one word: {@code M.R.M.}, {@code R.L.E.}. */
    private static final Pattern WORD =
            Pattern.compile(
                    "(?:\\p{Lu}\\.){1,5}+(?!\\p{L})|[\\p{L}\\p{M}\\d]++(?:['’\\-][\\p{L}\\p{M}]++)*+\\.?");

    /** The words of a line in order. */
    public static List<Word> of(CharSequence line) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(new Word(matcher.group(), matcher.start(), matcher.end()));
        }
        return words;
    }

    /** The word without its full stop. */
    public String bare() {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    public boolean isCapitalised() {
        int first = text.codePointAt(0);
        return Character.isUpperCase(first) || Character.isTitleCase(first);
    }

    /** One letter, or several that each have a full stop. */
    public boolean isInitials() {
        boolean single = bare().length() == 1;
        return isCapitalised() && (single || text.indexOf('.') == 1);
    }

    public boolean hasDigit() {
        return text.codePoints().anyMatch(Character::isDigit);
    }
}
