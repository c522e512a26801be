package org.inkstream.pipeline.quality;

import java.util.Arrays;
import java.util.Optional;
import org.inkstream.pipeline.document.Evidence;

/**
 * The text of a letter, addressed by code points. A text without supplementary characters, which is
 * nearly every one, is addressed without any table.
 */
final class LetterText {
    private static final int[] NONE = {};

    private final String text;
    private final int length;

    /** For each supplementary character the number of its code point, rising. */
    private final int[] wide;

    private LetterText(String text, int length, int[] wide) {
        this.text = text;
        this.length = length;
        this.wide = wide;
    }

    static LetterText of(String text) {
        int length = text.codePointCount(0, text.length());
        if (length == text.length()) {
            return new LetterText(text, length, NONE);
        }
        int[] wide = new int[text.length() - length];
        for (int at = 0, codePoint = 0, found = 0; at < text.length(); codePoint++) {
            int width = Character.charCount(text.codePointAt(at));
            if (width > 1) {
                wide[found++] = codePoint;
            }
            at += width;
        }
        return new LetterText(text, length, wide);
    }

    /** Whether exactly these characters stand there. */
    boolean stands(int start, int end, String quote) {
        if (start < 0 || end <= start || end > length) {
            return false;
        }
        int from = toChar(start);
        return toChar(end) - from == quote.length() && text.startsWith(quote, from);
    }

    /**
     * Where these characters stand. White space equals white space, because a value has the lines
     * joined that the page breaks; the evidence quotes the page.
     *
     * @param near code point that the place should be close to, if there are several
     * @param item see {@link Evidence#item}
     */
    Optional<Evidence> find(String quote, int near, int item) {
        String sought = quote.strip();
        if (sought.isEmpty()) {
            return Optional.empty();
        }
        int start = nearest(sought, toChar(Math.max(0, Math.min(near, length))));
        if (start >= 0) {
            return Optional.of(evidence(start, start + sought.length(), item));
        }
        return acrossLines(sought, item);
    }

    private int nearest(String sought, int from) {
        int after = text.indexOf(sought, from);
        int before = from == 0 ? -1 : text.lastIndexOf(sought, from);
        boolean takeBefore = after < 0 || (before >= 0 && from - before < after - from);
        return takeBefore ? before : after;
    }

    private Optional<Evidence> acrossLines(String sought, int item) {
        int word = 0;
        while (word < sought.length() && !Character.isWhitespace(sought.charAt(word))) {
            word++;
        }
        if (word == sought.length()) {
            return Optional.empty();
        }
        String head = sought.substring(0, word);
        for (int at = text.indexOf(head); at >= 0; at = text.indexOf(head, at + 1)) {
            int end = endOfMatch(sought, at);
            if (end > at) {
                return Optional.of(evidence(at, end, item));
            }
        }
        return Optional.empty();
    }

    /** Where the match that begins at {@code at} ends, -1 if there is none. */
    private int endOfMatch(String sought, int at) {
        int here = at;
        for (int i = 0; i < sought.length(); ) {
            if (here >= text.length()) {
                return -1;
            }
            if (Character.isWhitespace(sought.charAt(i))) {
                int space = skipSpace(text, here);
                if (space == here) {
                    return -1;
                }
                here = space;
                i = skipSpace(sought, i);
            } else if (sought.charAt(i++) != text.charAt(here++)) {
                return -1;
            }
        }
        return here;
    }

    private static int skipSpace(String in, int from) {
        int at = from;
        while (at < in.length() && Character.isWhitespace(in.charAt(at))) {
            at++;
        }
        return at;
    }

    private Evidence evidence(int start, int end, int item) {
        return new Evidence(toCodePoint(start), toCodePoint(end), text.substring(start, end), item);
    }

    private int toChar(int codePoint) {
        if (wide.length == 0) {
            return codePoint;
        }
        int found = Arrays.binarySearch(wide, codePoint);
        return codePoint + (found < 0 ? -found - 1 : found);
    }

    private int toCodePoint(int at) {
        return wide.length == 0 ? at : text.codePointCount(0, at);
    }
}
