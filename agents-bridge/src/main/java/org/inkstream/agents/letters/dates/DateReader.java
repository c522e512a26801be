package org.inkstream.agents.letters.dates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.inkstream.agents.letters.dates.DateToken.Kind;

/**
 * Reads the dates in a stretch of text. Reads no more than is written: two digits are not a year,
 * and of {@code 3/4/1921} only the year is sure unless the letter's language counts days first.
 */
public final class DateReader {
    private static final int LONGEST_STRETCH = 4_000;

    private final List<DateToken> tokens;
    private final boolean daysFirst;
    private final List<DateReading> found = new ArrayList<>();

    private DateReader(List<DateToken> tokens, boolean daysFirst) {
        this.tokens = tokens;
        this.daysFirst = daysFirst;
    }

    /**
     * The dates with at least a month or a year beside it, in text order.
     *
     * @param text the stretch; only its first 4,000 units are read
     * @param daysFirst whether {@code 3/4/1921} is a day in April
     */
    public static List<DateReading> read(String text, boolean daysFirst) {
        String stretch = text.substring(0, Math.min(text.length(), LONGEST_STRETCH));
        return new DateReader(DateTokens.of(stretch), daysFirst).readAll();
    }

    /** The years that stand alone: no day and no month beside them. */
    public static List<DateReading> years(String text) {
        List<DateReading> dates = read(text, false);
        List<DateReading> years = new ArrayList<>();
        for (DateToken token :
                DateTokens.of(text.substring(0, Math.min(text.length(), LONGEST_STRETCH)))) {
            boolean taken =
                    dates.stream()
                            .anyMatch(
                                    date ->
                                            date.charStart() <= token.start()
                                                    && token.end() <= date.charEnd());
            if (token.isYear() && !taken) {
                years.add(
                        new DateReading(
                                new DateValue(token.value(), 0, 0), token.start(), token.end()));
            }
        }
        return years;
    }

    private List<DateReading> readAll() {
        int i = 0;
        while (i < tokens.size()) {
            Optional<Match> match = at(i);
            match.ifPresent(this::keep);
            i = match.map(Match::next).orElse(i + 1);
        }
        return found;
    }

    private void keep(Match match) {
        DateToken first = tokens.get(match.from());
        DateToken last = tokens.get(match.next() - 1);
        found.add(new DateReading(match.value(), first.start(), last.end()));
    }

    private Optional<Match> at(int i) {
        DateToken token = tokens.get(i);
        if (token.isYear()) {
            return yearFirst(i);
        }
        if (token.isDay()) {
            return numeric(i).or(() -> dayFirst(i));
        }
        return token.is(Kind.MONTH) ? monthFirst(i) : Optional.empty();
    }

    /** {@code 1838-04-06}, {@code 1817 Feb. 16}. */
    private Optional<Match> yearFirst(int i) {
        int year = tokens.get(i).value();
        int m = skip(i + 1);
        if (!has(m) || !(tokens.get(m).is(Kind.MONTH) || isoMonth(i))) {
            return Optional.empty();
        }
        int d = skip(m + 1);
        if (has(d) && tokens.get(d).isDay() && !startsDate(d)) {
            return match(i, d + 1, year, tokens.get(m).value(), tokens.get(d).value());
        }
        return Optional.empty();
    }

    private boolean isoMonth(int year) {
        return kindAt(year + 1, Kind.DASH)
                && has(year + 2)
                && tokens.get(year + 2).isMonthNumber()
                && kindAt(year + 3, Kind.DASH);
    }

    /** Whether a day belongs to a month that follows it, so that it cannot end a date. */
    private boolean startsDate(int day) {
        int next = skip(day + 1);
        return has(next) && tokens.get(next).is(Kind.MONTH);
    }

    /** {@code 19. 8. 1918}, {@code 11/5/1870}, {@code 18 IX. 1907}. */
    private Optional<Match> numeric(int i) {
        int m = skipSeparators(i + 1);
        if (!has(m) || (m == i + 1 && !tokens.get(m).is(Kind.ROMAN))) {
            return Optional.empty();
        }
        DateToken month = tokens.get(m);
        int y = skipSeparators(m + 1);
        boolean dated = has(y) && y > m + 1 - (month.is(Kind.ROMAN) ? 1 : 0);
        int year = dated && tokens.get(y).isYear() ? tokens.get(y).value() : 0;
        if (month.is(Kind.ROMAN)) {
            boolean sure = year != 0 || kindAt(m + 1, Kind.DOT) || !has(m + 1);
            return sure
                    ? match(i, year != 0 ? y + 1 : m + 1, year, month.value(), value(i))
                    : Optional.empty();
        }
        return year == 0 || !month.isDay() ? Optional.empty() : ordered(i, m, y);
    }

    /** Two numbers and a year, in the order that the numbers or the language allow. */
    private Optional<Match> ordered(int i, int m, int y) {
        int first = value(i);
        int second = value(m);
        boolean dots = kindAt(i + 1, Kind.DOT);
        if (second > 12 && first <= 12) {
            return match(i, y + 1, value(y), first, second);
        }
        if (daysFirst || dots || first > 12 || first == second) {
            return match(i, y + 1, value(y), second, first);
        }
        return match(i, y + 1, value(y), 0, 0);
    }

    /** {@code 16 March 1818}, {@code 5t October}, {@code 19./29. März 1864}. */
    private Optional<Match> dayFirst(int i) {
        int m = skip(i + 1);
        if (has(m) && tokens.get(m).isDay() && kindAt(m - 1, Kind.SLASH)) {
            m = skip(m + 1);
        }
        if (!has(m) || !tokens.get(m).is(Kind.MONTH)) {
            return Optional.empty();
        }
        int y = skip(m + 1);
        boolean dated = has(y) && tokens.get(y).isYear();
        if (!dated && monthFirst(m).filter(other -> other.value().isComplete()).isPresent()) {
            // The number before the month is a page's or a house's: the day stands behind it.
            return Optional.empty();
        }
        return match(i, dated ? y + 1 : m + 1, dated ? value(y) : 0, value(m), value(i));
    }

    /** {@code April 6 1838}, {@code October the 7th. 1782}, {@code April 1838}. */
    private Optional<Match> monthFirst(int i) {
        int d = skip(i + 1);
        if (has(d) && tokens.get(d).isYear()) {
            return match(i, d + 1, value(d), value(i), 0);
        }
        if (!has(d) || !tokens.get(d).isDay()) {
            return Optional.empty();
        }
        int y = skip(d + 1);
        boolean dated = has(y) && tokens.get(y).isYear();
        return match(i, dated ? y + 1 : d + 1, dated ? value(y) : 0, value(i), value(d));
    }

    private Optional<Match> match(int from, int next, int year, int month, int day) {
        return DateValue.exists(year, month, day)
                ? Optional.of(new Match(from, next, new DateValue(year, month, day)))
                : Optional.empty();
    }

    private int skip(int i) {
        int next = i;
        while (has(next) && !isContent(tokens.get(next)) && next - i < 5) {
            next++;
        }
        return next;
    }

    private static boolean isContent(DateToken token) {
        return switch (token.kind()) {
            case NUMBER, MONTH, ROMAN, OTHER -> true;
            case FILLER, SLASH, DOT, DASH -> false;
        };
    }

    private int skipSeparators(int i) {
        int next = i;
        while (kindAt(next, Kind.DOT) || kindAt(next, Kind.SLASH) || kindAt(next, Kind.DASH)) {
            next++;
        }
        return next;
    }

    private boolean has(int i) {
        return i < tokens.size();
    }

    private boolean kindAt(int i, Kind kind) {
        return has(i) && tokens.get(i).is(kind);
    }

    private int value(int i) {
        return tokens.get(i).value();
    }

    private record Match(int from, int next, DateValue value) {}
}
