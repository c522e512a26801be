package org.inkstream.agents.letters.evaluate;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints a report for people. */
final class ReportPrinter {
    private static final int LONGEST_VALUE = 160;

    private final PrintWriter out;

    ReportPrinter(PrintWriter out) {
        this.out = out;
    }

    void scores(Report report) {
        if (report.languages().isEmpty()) {
            out.println("No letters were read.");
        }
        for (String lang : report.languages()) {
            out.printf(Locale.ROOT, "%n%s, %d letters%n", lang, report.letters(lang));
            out.println("  field       truths  answered  right  recall  precision  on page");
            for (Field field : Field.values()) {
                score(field, report.score(lang, field));
            }
        }
    }

    private void score(Field field, Score score) {
        out.printf(
                Locale.ROOT,
                "  %-10s  %6d  %8d  %5d  %6.3f  %9.3f  %s%n",
                field.label(),
                score.truths(),
                score.answered(),
                score.right(),
                score.recall(),
                score.precision(),
                score.truthsInText() == 0
                        ? "      -"
                        : String.format(Locale.ROOT, "%7.3f", score.recallInText()));
    }

    void misses(List<Report.Miss> misses) {
        out.println();
        for (Report.Miss miss : misses) {
            out.println(miss.id());
            out.println("  truth:  " + shortened(miss.truth()));
            out.println("  answer: " + shortened(miss.answer()));
        }
    }

    private static String shortened(String value) {
        String line = value.replace('\n', '|');
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + " …";
    }

    void quotes(Report report) {
        out.printf(
                Locale.ROOT,
                "%nQuotes: %d, of which %d do not stand where they say.%n",
                report.quotes(),
                report.violations().size());
        report.violations().forEach(out::println);
    }

    void badLines(List<String> badLines) {
        if (!badLines.isEmpty()) {
            out.println("Lines that could not be read: " + badLines.size());
            badLines.forEach(out::println);
        }
    }

    /**
     * Says which minima were missed.
     *
     * @return whether all were reached in every language that was read
     */
    boolean floors(Report report, List<Floor> floors) {
        boolean reached = true;
        for (String lang : report.languages()) {
            for (Floor floor : floors) {
                Score score = report.score(lang, floor.field());
                if (!floor.isReached(score)) {
                    reached = false;
                    out.printf(
                            Locale.ROOT,
                            "Not reached: %s %s is %.3f, at least %.3f was asked for.%n",
                            lang,
                            floor.label(),
                            floor.reached(score),
                            floor.least());
                }
            }
        }
        return reached;
    }
}
