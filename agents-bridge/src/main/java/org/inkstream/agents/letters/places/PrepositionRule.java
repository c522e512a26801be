package org.inkstream.agents.letters.places;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.inkstream.agents.letters.language.Token;

/**
 * Finds places that no gazetteer lists by the preposition before them. English and French only:
 * German writes every noun with a capital.
 *
 * @param text the letter
 * @param words its words
 * @param plain capitalised words that are no places: the calendar, titles, languages
 */
record PrepositionRule(String text, List<Token> words, Set<String> plain) {
    private static final Set<String> ENGLISH = Set.of("in", "at", "near");
    private static final Set<String> FRENCH = Set.of("à");
    private static final int SHORTEST_NAME = 4;
    private static final int MOST_WORDS = 3;

    /**
     * The index after the last word of the place that begins at {@code index}.
     *
     * @param language {@code en} or {@code fr}; in others nothing is found
     */
    Optional<Integer> endOfPlaceAt(int index, String language) {
        if (index == 0 || !isNameWord(index) || !isAfterPreposition(index, language)) {
            return Optional.empty();
        }
        int end = index + 1;
        while (end < words.size()
                && end - index < MOST_WORDS
                && isNameWord(end)
                && text.substring(words.get(end - 1).end(), words.get(end).start()).equals(" ")) {
            end++;
        }
        return Optional.of(end).filter(after -> !isPossessive(after - 1));
    }

    private boolean isAfterPreposition(int index, String language) {
        Token before = words.get(index - 1);
        Set<String> prepositions =
                switch (language) {
                    case "en" -> ENGLISH;
                    case "fr" -> FRENCH;
                    default -> Set.of();
                };
        return prepositions.contains(before.surface())
                && text.substring(before.end(), words.get(index).start()).isBlank();
    }

    private boolean isNameWord(int index) {
        Token word = words.get(index);
        return word.surface().length() >= SHORTEST_NAME
                && word.isCapitalised()
                && !word.isAllCapitals()
                && !plain.contains(word.folded());
    }

    /** {@code at Hartwell's} is a person's house. */
    private boolean isPossessive(int index) {
        int end = words.get(index).end();
        return end < text.length() && "'’".indexOf(text.charAt(end)) >= 0;
    }
}
