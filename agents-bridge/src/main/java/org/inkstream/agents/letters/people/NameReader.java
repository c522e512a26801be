package org.inkstream.agents.letters.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.inkstream.agents.letters.words.CommonWords;
import org.inkstream.agents.letters.words.GivenNames;
import org.inkstream.agents.letters.words.Titles;
import org.inkstream.agents.letters.words.Word;

/** Reads the names of people in running text: by honorific, by initials, by given name. */
public final class NameReader {
    private static final int MOST_PARTS = 5;
    private static final double BY_HONORIFIC = 0.9;
    private static final double BY_INITIALS = 0.8;
    private static final double BY_GIVEN_NAME = 0.8;
    private static final double GIVEN_NAME_ALONE = 0.5;

    private final String text;
    private final List<Word> words;

    private NameReader(String text) {
        this.text = text;
        this.words = Word.of(text);
    }

    /** The names in a text, in order. */
    public static List<PersonName> read(String text) {
        return new NameReader(text).readAll();
    }

    private List<PersonName> readAll() {
        List<PersonName> names = new ArrayList<>();
        int i = 0;
        while (i < words.size()) {
            Optional<Match> match = at(i);
            match.ifPresent(found -> names.add(found.name()));
            i = match.map(Match::next).orElse(i + 1);
        }
        return names;
    }

    private Optional<Match> at(int i) {
        Word word = words.get(i);
        if (!word.isCapitalised()) {
            return Optional.empty();
        }
        if (Titles.isHonorific(word.text())) {
            return afterHonorific(i);
        }
        if (word.isInitials() && word.text().endsWith(".")) {
            return initials(i);
        }
        return GivenNames.contains(withoutGenitive(word)) ? givenName(i) : Optional.empty();
    }

    /** {@code Mrs. Brinkley}, {@code Sir Walter Scott}, {@code Herrn Dr. Rich. Beer-Hofmann}. */
    private Optional<Match> afterHonorific(int from) {
        int first = from;
        while (follows(first) && Titles.isHonorific(words.get(first).text())) {
            first++;
        }
        int end = endOfName(first, from);
        return end > first ? Optional.of(match(from, first, end, BY_HONORIFIC)) : Optional.empty();
    }

    /** {@code T. N. Talfourd}: initials say little without a surname. */
    private Optional<Match> initials(int from) {
        int end = endOfName(from, from);
        boolean surname = end > from && words.get(end - 1).bare().length() >= 3;
        return surname && !words.get(end - 1).isInitials()
                ? Optional.of(match(from, from, end, BY_INITIALS))
                : Optional.empty();
    }

    private Optional<Match> givenName(int from) {
        int end = endOfName(from, from);
        double sureness = end > from + 1 ? BY_GIVEN_NAME : GIVEN_NAME_ALONE;
        return end > from ? Optional.of(match(from, from, end, sureness)) : Optional.empty();
    }

    private int endOfName(int first, int from) {
        int i = first;
        int end = first;
        while (i < words.size() && i - first < MOST_PARTS && (i == from || follows(i))) {
            Word word = words.get(i);
            if (isNamePart(word)) {
                end = i + 1;
                if (!withoutGenitive(word).equals(word.text()) || endsSentence(word, i)) {
                    break;
                }
            } else if (!Titles.isParticle(word.text().toLowerCase(Locale.ROOT))) {
                break;
            }
            i++;
        }
        return end;
    }

    private static boolean isNamePart(Word word) {
        boolean common = CommonWords.contains(word) && !word.isInitials();
        boolean pronoun = word.text().equals("I");
        return word.isCapitalised() && !word.hasDigit() && !common && !pronoun;
    }

    /** A full stop after a whole word ends the sentence; after an abbreviation it does not. */
    private boolean endsSentence(Word word, int i) {
        boolean stopped = word.text().endsWith(".") && word.bare().length() > 4;
        return stopped && i + 1 < words.size();
    }

    /** Whether only a space stands between a word and the one before it. */
    private boolean follows(int i) {
        if (i == 0 || i >= words.size()) {
            return i == 0;
        }
        String between = text.substring(words.get(i - 1).end(), words.get(i).start());
        return between.length() <= 3
                && between.replace('.', ' ').isBlank()
                && !between.contains("\n\n");
    }

    private Match match(int from, int first, int end, double sureness) {
        int nameStart = words.get(first).start();
        int stop = words.get(end - 1).start() + nameLength(words.get(end - 1));
        String honorific =
                first == from
                        ? ""
                        : text.substring(words.get(from).start(), words.get(first - 1).end());
        return new Match(
                new PersonName(
                        honorific,
                        text.substring(nameStart, stop),
                        words.get(from).start(),
                        stop,
                        sureness),
                end);
    }

    /** The full stop of a sentence is no part of the name, that of an abbreviation is. */
    private static int nameLength(Word last) {
        String name = withoutGenitive(last);
        return name.endsWith(".") && name.length() > 5 ? name.length() - 1 : name.length();
    }

    private static String withoutGenitive(Word word) {
        String text = word.text();
        return text.endsWith("'s") || text.endsWith("’s")
                ? text.substring(0, text.length() - 2)
                : text;
    }

    private record Match(PersonName name, int next) {}
}
