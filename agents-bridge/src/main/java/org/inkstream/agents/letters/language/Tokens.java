package org.inkstream.agents.letters.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts text into words. A word is a run of letters and their marks; a {@code 0} or {@code 1}
 * between two letters is taken for the letter it was misread from. Apostrophes and hyphens divide.
 */
public final class Tokens {
    /** No language writes longer words in letters; what is longer is noise. */
    private static final int LONGEST = 60;

    private Tokens() {}

    /** The words of a text in order. */
    public static List<Token> in(String text) {
        List<Token> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = endOfWord(text, at);
            if (end > at) {
                if (end - at <= LONGEST) {
                    String surface = text.substring(at, end);
                    words.add(new Token(surface, fold(surface), at, end));
                }
                at = end;
            } else {
                at += Character.charCount(text.codePointAt(at));
            }
        }
        return words;
    }

    /** Where the word ends that begins at {@code start}; {@code start} itself if none does. */
    private static int endOfWord(String text, int start) {
        if (!Character.isLetter(text.codePointAt(start))) {
            return start;
        }
        int at = start;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            if (!continuesWord(codePoint) && !isMisreadLetter(text, at)) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    private static boolean continuesWord(int codePoint) {
        return Character.isLetter(codePoint) || isMark(codePoint);
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isMisreadLetter(String text, int at) {
        char c = text.charAt(at);
        return (c == '0' || c == '1')
                && at + 1 < text.length()
                && Character.isLetter(text.codePointAt(at + 1));
    }

    static String fold(String surface) {
        String lower = surface.toLowerCase(Locale.ROOT).replace('ſ', 's');
        return lower.replace('1', 'l').replace('0', 'o');
    }
}
