package org.inkstream.agents.letters.language;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The function words of the languages that letters are read in. Immutable. */
public final class StopWords {
    private static final List<String> LANGUAGES =
            List.of("en", "de", "fr", "hi", "es", "it", "nl", "la");

    private final Map<String, Set<String>> languagesByWord;

    private StopWords(Map<String, Set<String>> languagesByWord) {
        this.languagesByWord = languagesByWord;
    }

    /** Those that come with the program. */
    public static StopWords bundled() {
        Map<String, Set<String>> languagesByWord = new LinkedHashMap<>();
        for (String language : LANGUAGES) {
            for (String word : DataFile.words(StopWords.class, language + ".txt")) {
                languagesByWord.computeIfAbsent(word, key -> new TreeSet<>()).add(language);
            }
        }
        return new StopWords(
                languagesByWord.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey,
                                        entry -> Collections.unmodifiableSet(entry.getValue()))));
    }

    /**
     * The languages in which a word is a function word.
     *
     * @param folded see {@link Token#folded()}; an f that stands for a long s is understood
     */
    public Set<String> languagesOf(String folded) {
        Set<String> languages = languagesByWord.getOrDefault(folded, Set.of());
        if (languages.isEmpty() && folded.indexOf('f') >= 0) {
            return languagesByWord.getOrDefault(folded.replace('f', 's'), Set.of());
        }
        return languages;
    }

    /** Whether a word is a function word of the language with this tag. */
    public boolean contains(String language, String folded) {
        return languagesOf(folded).contains(language);
    }
}
