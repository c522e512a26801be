package org.inkstream.agents.letters.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts running text into sentences. A full stop after an abbreviation or a number ends none. */
final class Sentences {
    private static final String TERMINATORS = ".!?।";
    private static final Set<String> ABBREVIATIONS =
            Set.of(
                    ("mr mrs ms dr st capt captn col gen lieut lt rev revd hon prof messrs esq esqr jun"
                                    + " jr sen sr no nos vol inst ult prox viz etc co ltd inc corp bros obedt"
                                    + " servt jan feb febr mar apr aug sept sep oct octr nov novr dec decr wm jno"
                                    + " jas chas thos geo robt hr hrn frl fr herrn geb bzw usw ca bd str mons mme"
                                    + " mlle mm vd ud galls lbs cwt ref tel encl att")
                            .split(" "));

    private Sentences() {}

    /**
     * Where each sentence stands in the text, without white space at its ends.
     *
     * @param text running text, paragraphs apart by an empty line
     */
    static List<Sentence> in(String text) {
        List<Sentence> sentences = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (endsAt(text, i)) {
                add(sentences, text, start, i + 1);
                start = i + 1;
            }
        }
        add(sentences, text, start, text.length());
        return sentences;
    }

    private static boolean endsAt(String text, int i) {
        char c = text.charAt(i);
        if (c == '\n') {
            return true;
        }
        if (TERMINATORS.indexOf(c) < 0 || (i + 1 < text.length() && !endsWord(text, i + 1))) {
            return false;
        }
        return c != '.' || (!isAbbreviation(text, i) && !goesOn(text, i + 1));
    }

    private static boolean endsWord(String text, int at) {
        return !Character.isLetterOrDigit(text.codePointAt(at));
    }

    private static boolean isAbbreviation(String text, int stop) {
        int start = stop;
        while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
            start--;
        }
        String word = text.substring(start, stop).toLowerCase(Locale.ROOT);
        return word.length() == 1
                || ABBREVIATIONS.contains(word)
                || (word.length() == 2 && Character.isDigit(word.charAt(0)));
    }

    /** A small letter after the full stop: the sentence goes on. */
    private static boolean goesOn(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() && Character.isLowerCase(text.codePointAt(at));
    }

    private static void add(List<Sentence> sentences, String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (end > start) {
            sentences.add(new Sentence(start, end));
        }
    }

    /**
     * @param start first UTF-16 unit
     * @param end the unit after the last
     */
    record Sentence(int start, int end) {
        int length() {
            return end - start;
        }
    }
}
