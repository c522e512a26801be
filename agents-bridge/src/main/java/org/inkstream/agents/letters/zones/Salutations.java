package org.inkstream.agents.letters.zones;

import java.util.List;
import java.util.Optional;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Line;
import org.inkstream.agents.letters.words.CommonWords;
import org.inkstream.agents.letters.words.Word;

/** Finds the greeting with which a letter opens. */
final class Salutations {
    private static final int HEAD_LINES = 16;
    private static final int LONGEST_LINE = 90;
    private static final int MOST_WORDS = 10;
    private static final int MOST_WORDS_AFTER = 3;
    private static final int HEADER_LENGTH = 60;

    private final LetterText letter;

    private Salutations(LetterText letter) {
        this.letter = letter;
    }

    /** Where the greeting stands. */
    record Found(int charStart, int charEnd, boolean wholeLine) {}

    static Optional<Found> in(LetterText letter, List<Block> blocks) {
        return new Salutations(letter).find(blocks);
    }

    private Optional<Found> find(List<Block> blocks) {
        Optional<Found> bare = Optional.empty();
        Optional<Found> inline = Optional.empty();
        int seen = 0;
        for (Block block : blocks) {
            for (int i = 0; i < block.size() && seen < HEAD_LINES; i++, seen++) {
                if (i > 0 && !isHeader(block.lines().get(i - 1))) {
                    continue;
                }
                Line line = block.lines().get(i);
                SalutationPhrase phrase = SalutationPhrase.at(wordsAfterDay(line));
                Optional<Found> whole = wholeLine(block, i, phrase);
                if (whole.isPresent() && phrase.endears()) {
                    return whole;
                }
                bare = bare.isPresent() ? bare : whole;
                inline = inline.isPresent() ? inline : inline(line, phrase);
            }
        }
        return bare.isPresent() ? bare : inline;
    }

    /** Lines above a greeting are short; prose is not. */
    private static boolean isHeader(Line line) {
        String text = line.trimmed();
        return text.length() <= HEADER_LENGTH
                && !Character.isLowerCase(text.codePointAt(0))
                && (HeaderLine.isHeader(text) || text.length() < 12);
    }

    /** The words of a line; a week-day and a dash before the greeting do not count. */
    private static List<Word> wordsAfterDay(Line line) {
        String text = line.text();
        List<Word> words = Word.of(text.substring(0, Math.min(text.length(), 2 * LONGEST_LINE)));
        boolean day = words.size() > 2 && HeaderLine.isDayName(words.get(0).bare());
        return day ? words.subList(1, words.size()) : words;
    }

    private Optional<Found> wholeLine(Block block, int index, SalutationPhrase phrase) {
        Line line = block.lines().get(index);
        List<Word> words = wordsAfterDay(line);
        boolean fits = line.trimmed().length() <= LONGEST_LINE && words.size() <= MOST_WORDS;
        if (phrase.words() == 0 || !fits) {
            return Optional.empty();
        }
        int after = words.size() - phrase.words();
        boolean alone =
                after == 0
                        || (phrase.named() && after <= MOST_WORDS_AFTER && !goesOn(words, phrase));
        if (!alone) {
            return Optional.empty();
        }
        if (!phrase.named() && index + 1 < block.size()) {
            Optional<Found> both = withNextLine(line, block.lines().get(index + 1));
            if (both.isPresent()) {
                return both;
            }
        }
        return Optional.of(found(line.charStart(), line.charEnd(), true));
    }

    /** Whether what follows the greeting in its line is the letter's first sentence. */
    private static boolean goesOn(List<Word> words, SalutationPhrase phrase) {
        return CommonWords.contains(words.get(phrase.words()));
    }

    /** {@code My dear} in one line and {@code Mrs. Brinkley,} in the next. */
    private Optional<Found> withNextLine(Line line, Line next) {
        List<Word> words = Word.of(letter.text().substring(line.charStart(), next.charEnd()));
        SalutationPhrase phrase = SalutationPhrase.at(words);
        return phrase.named() && phrase.words() == words.size() && words.size() <= MOST_WORDS
                ? Optional.of(found(line.charStart(), next.charEnd(), true))
                : Optional.empty();
    }

    /** {@code Dear Madam, with many thanks …}: the greeting opens the first sentence. */
    private Optional<Found> inline(Line line, SalutationPhrase phrase) {
        List<Word> words = wordsAfterDay(line);
        if (!phrase.endears() || !phrase.named() || phrase.words() >= words.size()) {
            return Optional.empty();
        }
        int end = words.get(phrase.words() - 1).end();
        Word next = words.get(phrase.words());
        String between = line.text().substring(end, next.start()).strip();
        boolean parted = !between.isEmpty() || next.isCapitalised();
        return parted
                ? Optional.of(
                        found(
                                line.charStart() + words.get(0).start(),
                                line.charStart() + end,
                                false))
                : Optional.empty();
    }

    private Found found(int start, int end, boolean wholeLine) {
        int from = start;
        int to = end;
        while (to > from && Character.isWhitespace(letter.text().charAt(to - 1))) {
            to--;
        }
        while (from < to && Character.isWhitespace(letter.text().charAt(from))) {
            from++;
        }
        return new Found(from, to, wholeLine);
    }
}
