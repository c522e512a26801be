package org.inkstream.agents.letters.correspondence;

import java.util.Optional;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Span;

/** Cuts values out of a letter: what stands there, in one line, without the signs around it. */
final class Slices {
    private static final String SIGNS = ",;:-–—=_ \t\n\r\f";

    private Slices() {}

    static Optional<Reading> reading(LetterText letter, int start, int end) {
        String text = letter.text();
        int from = start;
        int to = end;
        while (from < to && isSign(text.charAt(from))) {
            from++;
        }
        while (to > from && isSign(text.charAt(to - 1))) {
            to--;
        }
        Span span = letter.span(from, to);
        String value =
                text.substring(from, to).replaceAll("\\s*\\n\\s*", ", ").replaceAll("\\s+", " ");
        return value.isBlank() ? Optional.empty() : Optional.of(new Reading(value, span));
    }

    private static boolean isSign(char c) {
        return SIGNS.indexOf(c) >= 0 || Character.isWhitespace(c);
    }
}
