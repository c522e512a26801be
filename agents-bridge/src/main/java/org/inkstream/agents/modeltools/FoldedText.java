package org.inkstream.agents.modeltools;

import java.util.Arrays;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Span;

/**
 * A text in which white space, line breaks, hyphens at a line's end and letter case make no
 * difference, with the way back to the text that it was made of.
 */
final class FoldedText {
    /** What becomes of a hyphen at a line's end: nobody can tell a divided word from a compound. */
    enum Hyphens {
        /** The word was divided: {@code har-/bour} is {@code harbour}. */
        JOIN,
        /** The word has a hyphen: {@code well-/known} is {@code well-known}. */
        KEEP
    }

    private static final String HYPHENS = "-\u00AC\u2010\u00AD=";

    private final String original;
    private final StringBuilder text;

    /** For each char of the folded text the offset of the char that it was made of. */
    private int[] from;

    private FoldedText(String original) {
        this.original = original;
        this.text = new StringBuilder(original.length());
        this.from = new int[original.length()];
    }

    static FoldedText of(String original, Hyphens hyphens) {
        String stripped = original.strip();
        FoldedText folded = new FoldedText(original);
        int begin = stripped.isEmpty() ? original.length() : original.indexOf(stripped);
        folded.fold(begin, begin + stripped.length(), hyphens);
        return folded;
    }

    String text() {
        return text.toString();
    }

    /** The span of the original that stands behind a part of the folded text, never empty. */
    Span original(int start, int end, LetterText letter) {
        int last = from[end - 1];
        return letter.span(from[start], last + Character.charCount(original.codePointAt(last)));
    }

    private void fold(int begin, int end, Hyphens hyphens) {
        int at = begin;
        while (at < end) {
            int codePoint = original.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (Character.isWhitespace(codePoint)) {
                add(' ', at);
                at = afterSpace(at, end);
            } else if (isHyphen(codePoint) && breaksWord(at, end)) {
                if (hyphens == Hyphens.KEEP) {
                    add('-', at);
                }
                at = afterSpace(next, end);
            } else {
                add(Character.toLowerCase(codePoint), at);
                at = next;
            }
        }
    }

    private static boolean isHyphen(int codePoint) {
        return HYPHENS.indexOf(codePoint) >= 0;
    }

    /** A hyphen after a letter, with nothing but one line break before the next letter. */
    private boolean breaksWord(int hyphen, int end) {
        int next = afterSpace(hyphen + 1, end);
        return hyphen > 0
                && next < end
                && Character.isLetter(original.codePointBefore(hyphen))
                && Character.isLetter(original.codePointAt(next))
                && original.substring(hyphen + 1, next)
                        .chars()
                        .anyMatch(c -> c == '\n' || c == '\r');
    }

    private int afterSpace(int start, int end) {
        int at = start;
        while (at < end && Character.isWhitespace(original.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The folded form of a char may be longer than the char: then all of it leads back there. */
    private void add(int codePoint, int origin) {
        int before = text.length();
        text.appendCodePoint(codePoint);
        if (text.length() > from.length) {
            from = Arrays.copyOf(from, text.length() * 2);
        }
        Arrays.fill(from, before, text.length(), origin);
    }
}
