package org.inkstream.agents.letters.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A letter's text exactly as it was received: its lines, its pages, and the way from the UTF-16
 * offsets that Java code works with to the code points that evidence counts. Immutable.
 */
public final class LetterText {
    private static final char PAGE_BREAK = '\f';

    private final String text;
    private final CodePoints codePoints;
    private final List<Line> lines;
    private final int length;
    private final PageFurniture furniture;

    private LetterText(String text) {
        this.text = text;
        this.codePoints = new CodePoints(text);
        this.lines = linesOf(text);
        this.length = codePoints.ofChar(text.length());
        this.furniture = PageFurniture.of(lines);
    }

    /**
     * @param text as received, pages joined by U+000C
     */
    public static LetterText of(String text) {
        return new LetterText(text);
    }

    private static List<Line> linesOf(String text) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        int page = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || endsLine(text.charAt(i))) {
                lines.add(new Line(lines.size(), page, start, text.substring(start, i)));
                if (i < text.length() && text.charAt(i) == PAGE_BREAK) {
                    page++;
                }
                if (text.startsWith("\r\n", i)) {
                    i++;
                }
                start = i + 1;
            }
        }
        return List.copyOf(lines);
    }

    private static boolean endsLine(char c) {
        return c == '\n' || c == '\r' || c == PAGE_BREAK;
    }

    public String text() {
        return text;
    }

    /** Its lines in order, blank ones included; never empty. */
    public List<Line> lines() {
        return lines;
    }

    /** How many pages it has, at least one. */
    public int pages() {
        return lines.get(lines.size() - 1).page() + 1;
    }

    /** Its length in code points. */
    public int length() {
        return length;
    }

    /**
     * The span between two UTF-16 offsets.
     *
     * @throws IllegalArgumentException if they are out of order or beyond the text
     */
    public Span span(int startChar, int endChar) {
        if (startChar < 0 || endChar > text.length()) {
            throw new IllegalArgumentException(
                    "the text has " + text.length() + " chars, no " + startChar + " to " + endChar);
        }
        return new Span(codePoints.ofChar(startChar), codePoints.ofChar(endChar));
    }

    /** The span of a line without white space at both ends. */
    public Span span(Line line) {
        return trimmed(line.charStart(), line.charEnd());
    }

    /** The span between two UTF-16 offsets without white space at both ends. */
    public Span trimmed(int startChar, int endChar) {
        int start = startChar;
        int end = endChar;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return span(start, end);
    }

    /** The UTF-16 offset at which a code point begins. */
    public int charOffset(int codePoint) {
        return codePoints.toChar(codePoint);
    }

    /**
     * What stands at a span.
     *
     * @throws IllegalArgumentException if the span reaches beyond the text
     */
    public String quote(Span span) {
        if (span.end() > length) {
            throw new IllegalArgumentException(
                    "the text has " + length + " code points, no " + span);
        }
        return text.substring(charOffset(span.start()), charOffset(span.end()));
    }

    PageFurniture furniture() {
        return furniture;
    }

    /** The same letter as running text, for rules that read sentences. */
    public CleanText clean() {
        return clean(0, text.length());
    }

    /** What stands between two UTF-16 offsets, as running text. */
    public CleanText clean(int startChar, int endChar) {
        return CleanText.of(this, startChar, endChar);
    }
}
