package org.inkstream.agents.letters.zones;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.dates.DateReader;
import org.inkstream.agents.letters.words.Titles;
import org.inkstream.agents.letters.words.Word;

/** Tells lines that hold a place, a date, a name or an address from lines of prose. */
public final class HeaderLine {
    private static final int LONGEST = 75;
    private static final int MOST_WORDS = 12;
    private static final Set<String> DAYS =
            Set.copyOf(
                    List.of(
                            ("monday tuesday wednesday thursday friday saturday sunday montag"
                                            + " dienstag mittwoch donnerstag freitag samstag sonnabend"
                                            + " sonntag ostermontag pfingstmontag lundi mardi mercredi"
                                            + " jeudi vendredi samedi dimanche mon tue tues wed thurs thur"
                                            + " fri sat sun")
                                    .split(" ")));
    private static final Set<String> SMALL_WORDS =
            Set.copyOf(
                    List.of(
                            ("the of near at by in on and st nd rd th h d t n den der die das dem"
                                            + " am an a bei im le la les du de des à et sur s m o c care"
                                            + " to for ten ter te er ème evening morning night noon eve"
                                            + " afternoon morng evng morn o'clock abends morgens früh"
                                            + " nachmittags soir matin midi st no nr bis über u und &")
                                    .split(" ")));
    private static final Pattern GLUED_DAY =
            Pattern.compile("\\p{Ll}(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$");
    private static final Pattern TIME_OF_DAY =
            Pattern.compile(
                    "(?iu)(?:morn\\p{L}*|even\\p{L}*|ev\\.?e?n?|night|noon|afternoon|abends?"
                            + "|morgens?|früh|nachmittags?|vormittags?|soir|matin|midi)");

    private HeaderLine() {}

    /** Whether a word names a day of the week. */
    public static boolean isDayName(String word) {
        return DAYS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether a word names a part of the day. */
    public static boolean isTimeOfDay(String word) {
        return TIME_OF_DAY.matcher(word).matches();
    }

    /** Whether every word is a name, a number, a date or one of the small words between them. */
    public static boolean isHeader(String line) {
        if (line.length() > LONGEST || endsLikeProse(line)) {
            return false;
        }
        List<Word> words = Word.of(line);
        boolean known = words.stream().allMatch(HeaderLine::isHeaderWord);
        return known && words.size() <= MOST_WORDS && words.stream().anyMatch(HeaderLine::says);
    }

    /** Whether a line gives a day, a month or a year, or the day of the week. */
    public static boolean isDated(String line) {
        return !DateReader.read(line, false).isEmpty()
                || !DateReader.years(line).isEmpty()
                || Word.of(line).stream().anyMatch(word -> endsWithDay(word.bare()));
    }

    /** Whether a line gives a day and a month. */
    public static boolean hasDate(String line) {
        return !DateReader.read(line, false).isEmpty();
    }

    /** Whether a short line ends with a day, a month and a year, whatever it says before. */
    public static boolean endsWithDate(String line) {
        return line.length() <= LONGEST
                && DateReader.read(line, false).stream()
                        .anyMatch(
                                date ->
                                        date.value().isComplete()
                                                && date.charEnd() >= line.length() - 2);
    }

    /** Also where the space before it was lost: {@code CrossMonday}. */
    private static boolean endsWithDay(String word) {
        return isDayName(word) || (word.endsWith("day") && GLUED_DAY.matcher(word).find());
    }

    private static boolean endsLikeProse(String line) {
        return line.endsWith("?") || line.endsWith("!") || line.endsWith(";") || line.endsWith("-");
    }

    private static boolean isHeaderWord(Word word) {
        return word.isCapitalised()
                || word.hasDigit()
                || SMALL_WORDS.contains(word.bare().toLowerCase(Locale.ROOT))
                || Titles.isParticle(word.text())
                || isTimeOfDay(word.text())
                || !Character.isLowerCase(word.text().codePointAt(0));
    }

    private static boolean says(Word word) {
        return word.isCapitalised() || word.hasDigit();
    }
}
