package org.inkstream.agents.letters.places;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.inkstream.agents.letters.correspondence.Reading;
import org.inkstream.agents.letters.language.Token;
import org.inkstream.agents.letters.language.Tokens;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Span;

/** The search for places in one letter, the surest rule first. Used by one call. */
final class PlaceSearch {
    private static final double KNOWN = 0.85;
    private static final double DATELINE = 0.7;
    private static final double GUESSED = 0.5;

    /** A longer dateline has more in it than a place. */
    private static final int LONGEST_PLACE = 60;

    private final LetterText letter;
    private final List<Reading> writtenAt;
    private final List<Token> words;
    private final PlaceFindings findings = new PlaceFindings();

    /**
     * @param writtenAt what the letter's dateline says beside the date
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    PlaceSearch(LetterText letter, Optional<Reading> writtenAt) {
        this.letter = letter;
        this.writtenAt = writtenAt.stream().toList();
        this.words = Tokens.in(letter.text());
    }

    /** Finds what the gazetteer lists. */
    void findKnown(Gazetteer gazetteer) {
        Surroundings surroundings = new Surroundings(letter.text(), words);
        int next = 0;
        while (next < words.size()) {
            Optional<Gazetteer.Hit> hit =
                    gazetteer.at(words, next).filter(found -> isPlace(found, surroundings));
            hit.ifPresent(this::addKnown);
            next = hit.map(Gazetteer.Hit::to).orElse(next + 1);
        }
    }

    private boolean isPlace(Gazetteer.Hit hit, Surroundings surroundings) {
        return isName(words.get(hit.from()))
                && !surroundings.saysPerson(hit.from())
                && !surroundings.saysStreet(hit.to())
                && (!hit.place().needsCue()
                        || surroundings.saysPlace(hit.from())
                        || isInDateline(span(hit.from(), hit.to())));
    }

    /** Scripts without capitals write names like any word. */
    private static boolean isName(Token word) {
        return !Character.isLowerCase(word.surface().codePointAt(0));
    }

    private boolean isInDateline(Span span) {
        return writtenAt.stream().anyMatch(place -> place.span().contains(span));
    }

    private void addKnown(Gazetteer.Hit hit) {
        KnownPlace place = hit.place();
        Span span = span(hit.from(), hit.to());
        findings.add(place.name(), place.type(), place.country(), KNOWN, span);
    }

    /** Finds the place of the dateline, where the gazetteer knows no part of it. */
    void findWhereWritten(Set<String> plain) {
        writtenAt.stream()
                .filter(place -> Tokens.in(place.value()).stream().noneMatch(isIn(plain)))
                .filter(place -> place.value().length() <= LONGEST_PLACE)
                .filter(place -> !findings.covers(place.span()))
                .forEach(place -> findings.add(place.value(), "", "", DATELINE, place.span()));
    }

    private static Predicate<Token> isIn(Set<String> plain) {
        return word -> plain.contains(word.folded());
    }

    /** Finds what a preposition gives away. */
    void findAfterPrepositions(Set<String> plain, String language) {
        PrepositionRule rule = new PrepositionRule(letter.text(), words, plain);
        for (int i = 0; i < words.size(); i++) {
            int from = i;
            rule.endOfPlaceAt(from, language)
                    .map(to -> span(from, to))
                    .filter(span -> !findings.covers(span))
                    .ifPresent(span -> findings.add(letter.quote(span), "", "", GUESSED, span));
        }
    }

    private Span span(int fromWord, int toWord) {
        return letter.span(words.get(fromWord).start(), words.get(toWord - 1).end());
    }

    PlaceFindings findings() {
        return findings;
    }
}
