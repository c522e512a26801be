package org.inkstream.app.enrich;

/** How wide text stands in a terminal. */
final class Columns {
    private static final String CUT = "…";

    private Columns() {}

    /** Columns that {@code text} takes: none for combining marks, two for wide East Asian signs. */
    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    /**
     * {@code text} in exactly {@code width} columns, cut with an ellipsis or filled with blanks.
     */
    static String fit(String text, int width) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (width(line) <= width) {
            return line + " ".repeat(width - width(line));
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int point : line.codePoints().toArray()) {
            if (used + width(point) > width - 1) {
                break;
            }
            cut.appendCodePoint(point);
            used += width(point);
        }
        return cut + CUT + " ".repeat(width - 1 - used);
    }

    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT) {
            return 0;
        }
        boolean wide =
                (point >= 0x1100 && point <= 0x115F)
                        || (point >= 0x2E80 && point <= 0xA4CF)
                        || (point >= 0xAC00 && point <= 0xD7A3)
                        || (point >= 0xF900 && point <= 0xFAFF)
                        || (point >= 0xFE30 && point <= 0xFE6F)
                        || (point >= 0xFF00 && point <= 0xFF60)
                        || point >= 0x1F300;
        return wide ? 2 : 1;
    }
}
