package org.inkstream.agents.letters.organizations;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.inkstream.agents.letters.language.Token;

/**
 * Capitalised words in a row, with the small words that join them: what a name may be made of.
 *
 * @param words begins and ends with a capitalised one
 */
record NameRun(List<Token> words) {
    private static final int LONGEST = 12;

    /** A line of fewer characters was ended on purpose, and a name ends with it. */
    private static final int FULL_LINE = 45;

    private static final Set<String> JOINERS =
            Set.of(
                    "of", "the", "for", "and", "de", "des", "du", "la", "et", "für", "der", "und",
                    "von", "zu", "à");
    private static final Set<String> GAPS = Set.of(" ", " & ", " u. ", ". ", ". & ", "-", ", & ");

    NameRun {
        words = List.copyOf(words);
    }

    /** The runs of a text in order; they do not overlap. */
    static List<NameRun> in(String text, List<Token> words) {
        List<NameRun> runs = new ArrayList<>();
        List<Token> open = new ArrayList<>();
        for (Token word : words) {
            if (!open.isEmpty() && !continues(text, open, word)) {
                close(open, runs);
            }
            if (word.isCapitalised() || !open.isEmpty()) {
                open.add(word);
            }
        }
        close(open, runs);
        return runs;
    }

    private static boolean continues(String text, List<Token> open, Token word) {
        return open.size() < LONGEST
                && (word.isCapitalised() || JOINERS.contains(word.surface()))
                && joins(text, open.get(open.size() - 1).end(), word.start());
    }

    private static boolean joins(String text, int from, int to) {
        String gap = text.substring(from, Math.min(to, from + FULL_LINE));
        int newline = gap.indexOf('\n');
        if (newline < 0) {
            return GAPS.contains(gap);
        }
        int lineStart = text.lastIndexOf('\n', from - 1) + 1;
        return gap.isBlank() && gap.indexOf('\n', newline + 1) < 0 && from - lineStart >= FULL_LINE;
    }

    private static void close(List<Token> open, List<NameRun> runs) {
        while (!open.isEmpty() && !open.get(open.size() - 1).isCapitalised()) {
            open.remove(open.size() - 1);
        }
        if (!open.isEmpty()) {
            runs.add(new NameRun(open));
            open.clear();
        }
    }
}
