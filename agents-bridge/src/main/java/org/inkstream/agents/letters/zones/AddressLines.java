package org.inkstream.agents.letters.zones;

import java.util.List;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.words.NameShape;
import org.inkstream.agents.letters.words.Titles;
import org.inkstream.agents.letters.words.Word;

/** Tells the address of the one who is written to, at the head or on the outside of a letter. */
final class AddressLines {
    private static final int LONGEST = 60;
    private static final Pattern DIRECTED =
            Pattern.compile("(?iu)(?:to|for|an|à|a|al|messrs\\.?|tit\\.?|s\\. ?h\\.)");
    private static final Pattern QUALITY =
            Pattern.compile("(?iu).*\\b(?:esq(?:r|re|uire)?|bart|m\\. ?p|m\\. ?d)\\b.*");

    private AddressLines() {}

    /** Whether a line names the one to whom a letter goes. */
    static boolean opens(String line) {
        if (line.length() > LONGEST) {
            return false;
        }
        List<Word> words = Word.of(line);
        return !words.isEmpty() && (isDirected(words) || isTitled(words) || isQualified(line));
    }

    /** Whether a line can stand below the name in an address. */
    static boolean goesOn(String line) {
        return line.length() <= LONGEST && HeaderLine.isHeader(line);
    }

    /** {@code To Mrs. Miles}, {@code An den Tit. Stadtrath}, or {@code To} alone. */
    private static boolean isDirected(List<Word> words) {
        if (!DIRECTED.matcher(words.get(0).bare()).matches() || !words.get(0).isCapitalised()) {
            return false;
        }
        return words.size() == 1
                || (words.size() <= 8
                        && words.stream().skip(1).anyMatch(Word::isCapitalised)
                        && words.stream().skip(1).allMatch(AddressLines::fits));
    }

    private static boolean fits(Word word) {
        boolean genitive = word.text().endsWith("'s") || word.text().endsWith("’s");
        return (word.isCapitalised() && !genitive)
                || word.hasDigit()
                || Titles.isParticle(word.text())
                || Titles.isHonorific(word.text())
                || List.of("the", "den", "dem", "die", "of", "and", "und", "à", "et")
                        .contains(word.text());
    }

    private static boolean isTitled(List<Word> words) {
        return words.size() >= 2
                && words.size() <= 9
                && words.get(0).isCapitalised()
                && Titles.isHonorific(words.get(0).text())
                && words.stream().allMatch(AddressLines::fits);
    }

    private static boolean isQualified(String line) {
        return QUALITY.matcher(line).matches()
                && (NameShape.of(line) != NameShape.NO_NAME || HeaderLine.isHeader(line));
    }
}
