package org.inkstream.agents.letters.correspondence;

import java.time.Year;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.inkstream.agents.letters.dates.DateReading;
import org.inkstream.agents.letters.dates.DateValue;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Span;
import org.inkstream.agents.letters.zones.LetterZones;
import org.inkstream.agents.letters.zones.Zone;
import org.inkstream.agents.letters.zones.ZoneKind;

/**
 * The dates that a letter bears: when it was written, posted and received. A year that is not on
 * the page is never guessed; a day and month without one stay unread.
 */
public final class LetterDates {
    private static final Pattern RECEIVED =
            Pattern.compile(
                    "(?iu)\\b(?:rec'?d|recvd|received|answ'?d|ans'?d|answered|erhalten|empfangen"
                            + "|eingegangen|eingang|präs|praes|beantw\\p{L}*|reçue?|répondue?)\\b");
    private static final Pattern POSTED =
            Pattern.compile("(?iu)\\b(?:post-?mark(?:ed)?|poststempel|timbre|cachet)\\b");
    private static final int LONGEST_NOTE = 60;

    private final LetterZones zones;
    private final LetterText letter;
    private final List<DateReading> head;
    private final List<DateReading> tail;
    private final List<DateReading> years;

    private LetterDates(LetterZones zones, DatedLines lines) {
        this.zones = zones;
        this.letter = zones.letter();
        int headEnd = headEnd();
        int tailStart = tailStart();
        int end = letter.text().length();
        this.head = lines.dates(0, headEnd);
        this.tail = lines.datesInHeaders(tailStart, end);
        this.years =
                Stream.of(lines.bareYears(0, headEnd), lines.bareYears(tailStart, end))
                        .flatMap(List::stream)
                        .toList();
    }

    public static LetterDates of(LetterZones zones) {
        boolean daysFirst = Continental.writes(zones.letter().text());
        return new LetterDates(zones, new DatedLines(zones.letter(), daysFirst));
    }

    private int headEnd() {
        return zones.first(ZoneKind.SALUTATION)
                .or(() -> zones.first(ZoneKind.BODY))
                .map(Zone::charStart)
                .orElse(0);
    }

    /** Without an ending the whole body is searched for lines that hold nothing but a date. */
    private int tailStart() {
        return zones.first(ZoneKind.CLOSING)
                .or(() -> zones.first(ZoneKind.SIGNATURE))
                .map(Zone::charStart)
                .orElse(headEnd());
    }

    /** When it was written: by its dateline, or else by a date under its signature. */
    public Optional<Reading> written() {
        return last(head, this::isComplete)
                .map(this::reading)
                .or(() -> last(head, day -> day.value().lacksYear()).flatMap(this::completed))
                .or(() -> first(tail, this::isComplete).map(this::reading))
                .or(() -> first(tail, day -> day.value().lacksYear()).flatMap(this::completed))
                .or(() -> last(head, date -> date.value().hasYear()).map(this::reading))
                .or(this::yearOnly);
    }

    /** When it arrived, where somebody noted it on the letter. */
    public Optional<Reading> received() {
        return noted(RECEIVED);
    }

    /** When it was posted, where the text gives the postmark. */
    public Optional<Reading> posted() {
        return noted(POSTED);
    }

    private Optional<Reading> noted(Pattern note) {
        return Stream.concat(head.stream(), tail.stream())
                .filter(date -> date.value().hasYear() && note.matcher(before(date)).find())
                .findFirst()
                .map(this::reading);
    }

    /** What stands before a date in its line. */
    private String before(DateReading date) {
        int from = letter.text().lastIndexOf('\n', date.charStart() - 1) + 1;
        return letter.text()
                .substring(Math.max(from, date.charStart() - LONGEST_NOTE), date.charStart());
    }

    private boolean isComplete(DateReading date) {
        return date.value().isComplete();
    }

    private boolean isWritten(DateReading date) {
        String before = before(date);
        return !RECEIVED.matcher(before).find() && !POSTED.matcher(before).find();
    }

    /** A day and a month, with the one year that the letter's other dates leave possible. */
    private Optional<Reading> completed(DateReading day) {
        List<DateReading> sources =
                Stream.of(head, tail, years)
                        .flatMap(List::stream)
                        .filter(other -> other.value().hasYear())
                        .filter(other -> other.value().agreesWith(day.value()))
                        .toList();
        List<Integer> possible =
                sources.stream().map(other -> other.value().year()).distinct().toList();
        if (possible.size() != 1) {
            return Optional.empty();
        }
        int year = possible.get(0);
        DateValue value = day.value();
        if (value.day() == 29 && value.month() == 2 && !Year.isLeap(year)) {
            return Optional.empty();
        }
        return Optional.of(
                new Reading(
                        new DateValue(year, value.month(), value.day()).edtf(),
                        span(day).cover(span(sources.get(0)))));
    }

    /** A year above the letter and nothing else. */
    private Optional<Reading> yearOnly() {
        int end = headEnd();
        List<DateReading> above = years.stream().filter(year -> year.charEnd() <= end).toList();
        return above.size() == 1 ? Optional.of(reading(above.get(0))) : Optional.empty();
    }

    private Optional<DateReading> first(List<DateReading> dates, Predicate<DateReading> wanted) {
        return dates.stream().filter(this::isWritten).filter(wanted).findFirst();
    }

    private Optional<DateReading> last(List<DateReading> dates, Predicate<DateReading> wanted) {
        return dates.stream().filter(this::isWritten).filter(wanted).reduce((one, next) -> next);
    }

    private Reading reading(DateReading date) {
        return new Reading(date.value().edtf(), span(date));
    }

    private Span span(DateReading date) {
        return letter.span(date.charStart(), date.charEnd());
    }
}
