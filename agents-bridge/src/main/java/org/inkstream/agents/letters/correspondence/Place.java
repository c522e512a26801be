package org.inkstream.agents.letters.correspondence;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.inkstream.agents.letters.dates.DateReader;
import org.inkstream.agents.letters.dates.DateReading;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Line;
import org.inkstream.agents.letters.words.NameShape;
import org.inkstream.agents.letters.words.Word;
import org.inkstream.agents.letters.zones.HeaderLine;
import org.inkstream.agents.letters.zones.LetterZones;
import org.inkstream.agents.letters.zones.Zone;
import org.inkstream.agents.letters.zones.ZoneKind;

/** Reads from where a letter was written: what its dateline says beside the date. */
public final class Place {
    private static final List<String> JOINERS =
            List.of("den", "d", "le", "the", "at", "à", "a", "dem", "am", "in", "im", "of", "h");

    private static final Pattern GLUED_DAY =
            Pattern.compile("(?<=\\p{Ll})(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\\b");
    private static final Pattern NAMED = Pattern.compile("\\p{Lu}[\\p{L}'’]{2}");

    private final LetterZones zones;
    private final LetterText letter;

    private Place(LetterZones zones) {
        this.zones = zones;
        this.letter = zones.letter();
    }

    /** The place in the dateline, or else in a head that is nothing but an address. */
    public static Optional<Reading> of(LetterZones zones) {
        return new Place(zones).find();
    }

    private Optional<Reading> find() {
        for (Zone zone : zones.all(ZoneKind.DATELINE)) {
            Optional<Reading> place = inDateline(zone);
            if (place.isPresent()) {
                return place;
            }
        }
        return zones.first(ZoneKind.LETTERHEAD)
                .filter(zone -> isAboveBody(zone) && HeaderLine.isHeader(zones.oneLine(zone)))
                .filter(zone -> NameShape.of(zones.oneLine(zone)) == NameShape.NO_NAME)
                .flatMap(zone -> reading(zone.charStart(), zone.charEnd()));
    }

    private boolean isAboveBody(Zone zone) {
        return zones.first(ZoneKind.BODY)
                .map(body -> zone.charEnd() <= body.charStart())
                .orElse(true);
    }

    private Optional<Reading> inDateline(Zone zone) {
        int placeStart = -1;
        int placeEnd = -1;
        for (Line line : letter.lines()) {
            if (line.charEnd() <= zone.charStart() || line.charStart() >= zone.charEnd()) {
                continue;
            }
            if (HeaderLine.isDated(line.text())) {
                Optional<Reading> beside = besideDate(line);
                return beside.isPresent() || placeStart < 0
                        ? beside.or(() -> below(zone, line))
                        : reading(placeStart, placeEnd);
            }
            placeStart = placeStart < 0 ? line.charStart() : placeStart;
            placeEnd = line.charEnd();
        }
        return placeStart < 0 ? Optional.empty() : reading(placeStart, placeEnd);
    }

    /** {@code 25 Jany 1807} with the place in the line below it. */
    private Optional<Reading> below(Zone zone, Line dated) {
        int start = dated.charEnd();
        return start < zone.charEnd()
                        && !HeaderLine.isDated(letter.text().substring(start, zone.charEnd()))
                ? reading(start, zone.charEnd())
                : Optional.empty();
    }

    private Optional<Reading> besideDate(Line line) {
        int[] date = dateIn(line.text());
        return run(line, 0, date[0]).or(() -> run(line, date[1], line.text().length()));
    }

    /** From where to where the date and the day of the week reach in a line. */
    private static int[] dateIn(String line) {
        List<DateReading> dates = DateReader.read(line, true);
        List<DateReading> all = dates.isEmpty() ? DateReader.years(line) : dates;
        int start = line.length();
        int end = 0;
        for (DateReading date : all) {
            start = Math.min(start, date.charStart());
            end = Math.max(end, date.charEnd());
        }
        Matcher glued = GLUED_DAY.matcher(line);
        if (glued.find()) {
            start = Math.min(start, glued.start());
            end = Math.max(end, glued.end());
        }
        for (Word word : Word.of(line)) {
            boolean day = HeaderLine.isDayName(word.bare()) || HeaderLine.isTimeOfDay(word.text());
            if (day) {
                start = Math.min(start, word.start());
                end = Math.max(end, word.end());
            }
        }
        return new int[] {start, end};
    }

    /** The first run of names and numbers between two places of a line. */
    private Optional<Reading> run(Line line, int from, int to) {
        if (from >= to) {
            return Optional.empty();
        }
        List<Word> words = Word.of(line.text().substring(from, to));
        int start = -1;
        int end = -1;
        boolean named = false;
        for (Word word : words) {
            boolean joiner = JOINERS.contains(word.bare());
            if (start < 0 && (joiner || isStray(word))) {
                continue;
            }
            if (start >= 0 && isCut(line.text(), from + end, from + word.start())) {
                break;
            }
            if (!joiner && !word.isCapitalised() && !word.hasDigit() && !isPlaceWord(word)) {
                break;
            }
            start = start < 0 ? word.start() : start;
            end = joiner ? end : word.end();
            named |= word.isCapitalised();
        }
        return named && start >= 0 && end > start
                ? reading(line.charStart() + from + start, line.charStart() + from + end)
                : Optional.empty();
    }

    /** The raised end of an ordinal that a date has left behind. */
    private static boolean isStray(Word word) {
        return !word.isCapitalised() && word.bare().length() <= 2 && !word.hasDigit();
    }

    private static boolean isPlaceWord(Word word) {
        return word.bare().length() <= 5 && Character.isLowerCase(word.text().codePointAt(0));
    }

    private static boolean isCut(String line, int from, int to) {
        String between = line.substring(from, Math.max(from, to));
        return between.contains("/") || between.contains(";") || between.contains("--");
    }

    private Optional<Reading> reading(int start, int end) {
        var span = letter.trimmed(start, end);
        String quote = span.isEmpty() ? "" : letter.quote(span);
        String value = quote.replaceAll("\\s*\\n\\s*", ", ").replaceAll("\\s+", " ");
        String bare =
                value.replaceAll("^[\\s,.;:–—-]+|[\\s,.;:–—-]+$", "").replaceAll("[,.]+,", ",");
        return !NAMED.matcher(bare).find()
                ? Optional.empty()
                : Optional.of(new Reading(bare, span));
    }
}
