package org.inkstream.agents.letters.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells the language of a letter by its function words, which survive OCR better than letter
 * statistics do and are plenty in sixty words. Knows English, German, French, Hindi, Spanish,
 * Italian, Dutch and Latin, and is silent about others. Immutable.
 */
public final class LanguageDetector {
    private static final Pattern PARAGRAPH_END = Pattern.compile("\\R[ \\t]*+\\R|\\f");

    /** Fewer function words than this prove nothing. */
    private static final double FEWEST_HITS = 3;

    /** In running text of a known language at least every tenth word is on its list. */
    private static final double LEAST_COVERAGE = 0.1;

    private static final double LEAST_SHARE = 0.4;
    private static final int SURE_HITS = 10;

    /** What is shorter than this is a quotation at most, not a second language of the letter. */
    private static final int PARAGRAPH_WORDS = 15;

    private static final double SECOND_LANGUAGE_SHARE = 0.15;

    private final StopWords stopWords;

    public LanguageDetector(StopWords stopWords) {
        this.stopWords = stopWords;
    }

    /** The languages of a text, the main one first; empty if it cannot be told. */
    public List<LanguageGuess> detect(String text) {
        List<Token> words = Tokens.in(text);
        Optional<LanguageGuess> main = guess(words);
        List<LanguageGuess> guesses = new ArrayList<>();
        main.ifPresent(
                first -> {
                    guesses.add(first);
                    guesses.addAll(others(first.tag(), text, words.size()));
                });
        return List.copyOf(guesses);
    }

    private List<LanguageGuess> others(String main, String text, int allWords) {
        Map<String, Integer> wordsByLanguage = new HashMap<>();
        Map<String, LanguageGuess> firstGuess = new HashMap<>();
        for (String paragraph : PARAGRAPH_END.split(text, -1)) {
            List<Token> words = Tokens.in(paragraph);
            if (words.size() < PARAGRAPH_WORDS) {
                continue;
            }
            guess(words)
                    .filter(guess -> !guess.tag().equals(main))
                    .ifPresent(
                            guess -> {
                                wordsByLanguage.merge(guess.tag(), words.size(), Integer::sum);
                                firstGuess.putIfAbsent(guess.tag(), guess);
                            });
        }
        return firstGuess.values().stream()
                .filter(
                        guess ->
                                wordsByLanguage.getOrDefault(guess.tag(), 0)
                                        >= allWords * SECOND_LANGUAGE_SHARE)
                .sorted((a, b) -> Double.compare(b.confidence(), a.confidence()))
                .toList();
    }

    private Optional<LanguageGuess> guess(List<Token> words) {
        Map<String, Double> hits = new HashMap<>();
        for (Token word : words) {
            Set<String> languages = stopWords.languagesOf(word.folded());
            languages.forEach(tag -> hits.merge(tag, 1.0 / languages.size(), Double::sum));
        }
        double total = hits.values().stream().mapToDouble(Double::doubleValue).sum();
        return hits.entrySet().stream()
                .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry::getKey))
                .filter(best -> best.getValue() >= FEWEST_HITS)
                .filter(best -> best.getValue() >= words.size() * LEAST_COVERAGE)
                .filter(best -> best.getValue() >= total * LEAST_SHARE)
                .map(best -> new LanguageGuess(best.getKey(), confidence(best.getValue(), total)));
    }

    private static double confidence(double hits, double total) {
        double enough = Math.min(1, hits / SURE_HITS);
        return Math.round(100 * enough * hits / total) / 100.0;
    }
}
