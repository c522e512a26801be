package org.inkstream.agents.letters.correspondence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.inkstream.agents.letters.dates.DateReader;
import org.inkstream.agents.letters.dates.DateReading;
import org.inkstream.agents.letters.text.LetterText;
import org.inkstream.agents.letters.text.Line;
import org.inkstream.agents.letters.zones.HeaderLine;

/** Reads dates from the lines of one stretch of a letter. */
final class DatedLines {
    private final LetterText letter;
    private final boolean daysFirst;

    DatedLines(LetterText letter, boolean daysFirst) {
        this.letter = letter;
        this.daysFirst = daysFirst;
    }

    /** The dates between two UTF-16 offsets, whatever stands beside them. */
    List<DateReading> dates(int start, int end) {
        String stretch = letter.text().substring(start, end);
        return shifted(DateReader.read(stretch, daysFirst), start);
    }

    /** The dates in lines that hold nothing but places, names, numbers and dates. */
    List<DateReading> datesInHeaders(int start, int end) {
        List<DateReading> found = new ArrayList<>();
        for (int[] run : headerRuns(start, end)) {
            found.addAll(dates(run[0], run[1]));
        }
        return found;
    }

    /** The years that stand without day and month in such lines. */
    List<DateReading> bareYears(int start, int end) {
        List<DateReading> found = new ArrayList<>();
        for (int[] run : headerRuns(start, end)) {
            String stretch = letter.text().substring(run[0], run[1]);
            found.addAll(shifted(DateReader.years(stretch), run[0]));
        }
        return found;
    }

    /** Neighbouring header lines, so that a year may stand under its day. */
    private List<int[]> headerRuns(int start, int end) {
        Predicate<Line> inside = line -> line.charStart() < end && line.charEnd() > start;
        List<int[]> runs = new ArrayList<>();
        int open = -1;
        int last = -1;
        for (Line line : letter.lines()) {
            boolean header =
                    inside.test(line) && !line.isBlank() && HeaderLine.isHeader(line.trimmed());
            if (header) {
                open = open < 0 ? Math.max(start, line.charStart()) : open;
                last = Math.min(end, line.charEnd());
            } else if (open >= 0) {
                runs.add(new int[] {open, last});
                open = -1;
            }
        }
        if (open >= 0) {
            runs.add(new int[] {open, last});
        }
        return runs;
    }

    private static List<DateReading> shifted(List<DateReading> readings, int by) {
        return readings.stream().map(reading -> reading.shifted(by)).toList();
    }
}
