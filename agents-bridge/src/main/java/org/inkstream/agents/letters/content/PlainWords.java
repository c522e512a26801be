package org.inkstream.agents.letters.content;

import java.util.List;
import java.util.Set;
import org.inkstream.agents.letters.language.DataFile;
import org.inkstream.agents.letters.language.StopWords;

/**
 * The words that letters share, which therefore say little about one of them.
 *
 * @param stopWords function words by language
 * @param never the calendar, forms of address and formulas
 * @param background what every second letter has
 */
record PlainWords(StopWords stopWords, Set<String> never, Set<String> background) {
    private static final double BACKGROUND_RARITY = 0.3;
    private static final int SHORTEST = 3;

    /** From here on a word is as rare as words get. */
    private static final double LONG_WORD = 9;

    static PlainWords bundled(StopWords stopWords) {
        return new PlainWords(
                stopWords,
                Set.copyOf(DataFile.words(PlainWords.class, "never.txt")),
                Set.copyOf(DataFile.words(PlainWords.class, "background.txt")));
    }

    PlainWords {
        never = Set.copyOf(never);
        background = Set.copyOf(background);
    }

    /**
     * @param tags the letter's languages; if they are not known, those of all are left out
     */
    boolean mayBeKeyword(String folded, List<String> tags) {
        if (folded.length() < SHORTEST || never.contains(folded)) {
            return false;
        }
        return tags.isEmpty()
                ? stopWords.languagesOf(folded).isEmpty()
                : tags.stream().noneMatch(tag -> stopWords.contains(tag, folded));
    }

    /** Above 0, at most 1: long words are rarer than short ones, and the background is common. */
    double rarity(String folded) {
        double byLength = 0.5 + 0.5 * Math.min(1, folded.length() / LONG_WORD);
        return background.contains(folded) ? BACKGROUND_RARITY * byLength : byLength;
    }
}
