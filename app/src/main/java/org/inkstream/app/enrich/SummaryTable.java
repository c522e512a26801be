package org.inkstream.app.enrich;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Draws a {@link Summary} for people. Pure. */
final class SummaryTable {
    private static final int GAP = 2;

    /** Columns that give way first when the terminal is narrow, and come to use when it is wide. */
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("document", 14, 40, LetterRow::documentId),
                    new Column("type", 8, 10, LetterRow::type),
                    new Column("from", 8, 28, LetterRow::from),
                    new Column("to", 8, 28, LetterRow::to),
                    new Column("date", 10, 10, LetterRow::date),
                    new Column("score", 5, 5, SummaryTable::score),
                    new Column("verdict", 12, 12, SummaryTable::verdict));

    private SummaryTable() {}

    /**
     * One line per letter, then the totals, then what failed and why. No cell takes two lines.
     *
     * @param width columns of the terminal; what does not fit is cut with an ellipsis
     */
    static String render(Summary summary, int width) {
        int[] widths = widths(summary.enriched(), width);
        StringBuilder text = new StringBuilder();
        if (!summary.enriched().isEmpty()) {
            line(text, widths, Column::title);
            summary.enriched().forEach(row -> line(text, widths, column -> column.cell(row)));
            text.append('\n');
        }
        text.append(totals(summary)).append('\n');
        for (Refusal failure : summary.failed()) {
            text.append("failed: ").append(failure.name()).append(" - ");
            text.append(failure.reason()).append('\n');
        }
        if (summary.unfinished() > 0) {
            text.append("stopped before the end; the same command continues\n");
        }
        return text.toString();
    }

    private static String totals(Summary summary) {
        StringBuilder totals = new StringBuilder();
        totals.append(summary.enriched().size()).append(" of ").append(summary.total());
        totals.append(" enriched");
        if (summary.resumed() > 0) {
            totals.append(" (").append(summary.resumed()).append(" by an earlier run)");
        }
        totals.append(": ").append(summary.publishable()).append(" to publish, ");
        totals.append(summary.enriched().size() - summary.publishable()).append(" to review");
        totals.append("; ").append(summary.failed().size()).append(" failed");
        if (summary.unfinished() > 0) {
            totals.append("; ").append(summary.unfinished()).append(" unfinished");
        }
        totals.append(String.format(Locale.ROOT, "; mean score %.2f", summary.meanScore()));
        totals.append(String.format(Locale.ROOT, "; %.1f s", summary.took().toMillis() / 1000.0));
        return totals.toString();
    }

    private static int[] widths(List<LetterRow> rows, int width) {
        int[] wanted = COLUMNS.stream().mapToInt(column -> column.wanted(rows)).toArray();
        int over = -GAP - width;
        for (int each : wanted) {
            over += each + GAP;
        }
        while (over > 0 && narrowWidest(wanted)) {
            over--;
        }
        return wanted;
    }

    /** Takes one column from the widest that can still give; false when none can. */
    private static boolean narrowWidest(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean canGive = widths[i] > COLUMNS.get(i).min();
            if (canGive && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        if (widest >= 0) {
            widths[widest]--;
        }
        return widest >= 0;
    }

    private static void line(StringBuilder text, int[] widths, Function<Column, String> cell) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(Columns.fit(cell.apply(COLUMNS.get(i)), widths[i]));
            line.append(" ".repeat(GAP));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static String score(LetterRow row) {
        return String.format(Locale.ROOT, "%.2f", row.score());
    }

    private static String verdict(LetterRow row) {
        return row.verdict().replace('_', ' ');
    }

    private record Column(String title, int min, int max, Function<LetterRow, String> value) {
        private String cell(LetterRow row) {
            String cell = value.apply(row);
            return cell.isBlank() ? "-" : cell;
        }

        private int wanted(List<LetterRow> rows) {
            int content = rows.stream().mapToInt(row -> Columns.width(cell(row))).max().orElse(0);
            return Math.max(min, Math.min(max, content));
        }
    }
}
