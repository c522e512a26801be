package org.inkstream.agents.letters.text;

/**
 * One line of a letter.
 *
 * @param index its number in the letter, from 0
 * @param page its page's number, from 0
 * @param charStart where it begins, in UTF-16 units of the letter's text
 * @param text what stands in it, without the line's end
 */
public record Line(int index, int page, int charStart, String text) {
    /** The UTF-16 unit after its last one. */
    public int charEnd() {
        return charStart + text.length();
    }

    public boolean isBlank() {
        return text.isBlank();
    }

    /** Its text without white space at both ends. */
    public String trimmed() {
        return text.strip();
    }

    /** The part of it that lies between two UTF-16 offsets of the letter; empty if none does. */
    Line clipped(int startChar, int endChar) {
        int from = Math.max(charStart, Math.min(startChar, charEnd()));
        int to = Math.max(from, Math.min(endChar, charEnd()));
        return new Line(index, page, from, text.substring(from - charStart, to - charStart));
    }
}
