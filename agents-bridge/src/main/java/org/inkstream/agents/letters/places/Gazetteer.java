package org.inkstream.agents.letters.places;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.letters.language.DataFile;
import org.inkstream.agents.letters.language.Token;
import org.inkstream.agents.letters.language.Tokens;

/** Well-known places by their English, German, French and Hindi names. Immutable. */
final class Gazetteer {
    /** Between the words of one name: {@code St. Gallen}, {@code Aix-les-Bains}. */
    private static final int WIDEST_GAP = 2;

    /** {@code Preußens}; shorter words that end in s are other words. */
    private static final int SHORTEST_GENITIVE = 6;

    private final Map<String, List<Entry>> byFirstWord = new HashMap<>();

    private Gazetteer(List<KnownPlace> places) {
        for (KnownPlace place : places) {
            List<String> words = Tokens.in(place.name()).stream().map(Token::folded).toList();
            byFirstWord
                    .computeIfAbsent(words.get(0), key -> new ArrayList<>())
                    .add(new Entry(words, place));
        }
        byFirstWord
                .values()
                .forEach(
                        entries ->
                                entries.sort(
                                        Comparator.comparingInt(entry -> -entry.words().size())));
    }

    static Gazetteer bundled() {
        return of(DataFile.lines(Gazetteer.class, "gazetteer.tsv"));
    }

    /**
     * @param lines see {@link KnownPlace#parse}
     */
    static Gazetteer of(List<String> lines) {
        return new Gazetteer(lines.stream().map(KnownPlace::parse).toList());
    }

    /** The longest name that begins at a word; German genitives of countries are understood. */
    Optional<Hit> at(List<Token> words, int index) {
        String first = words.get(index).folded();
        return longest(first, words, index)
                .or(
                        () ->
                                longest(withoutGenitive(first), words, index)
                                        .filter(hit -> !hit.place().type().equals("city")));
    }

    private Optional<Hit> longest(String first, List<Token> words, int index) {
        return byFirstWord.getOrDefault(first, List.of()).stream()
                .filter(entry -> entry.standsAt(words, index))
                .findFirst()
                .map(entry -> new Hit(entry.place(), index, index + entry.words().size()));
    }

    private static String withoutGenitive(String word) {
        boolean genitive = word.length() >= SHORTEST_GENITIVE && word.endsWith("s");
        return genitive ? word.substring(0, word.length() - 1) : word;
    }

    private record Entry(List<String> words, KnownPlace place) {
        boolean standsAt(List<Token> text, int index) {
            if (index + words.size() > text.size()) {
                return false;
            }
            for (int i = 1; i < words.size(); i++) {
                Token word = text.get(index + i);
                int gap = word.start() - text.get(index + i - 1).end();
                if (gap > WIDEST_GAP || !word.folded().equals(words.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A known name in a text.
     *
     * @param place what the gazetteer knows of it
     * @param from index of its first word
     * @param to index after its last word
     */
    record Hit(KnownPlace place, int from, int to) {}
}
