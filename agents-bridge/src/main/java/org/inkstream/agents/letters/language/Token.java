package org.inkstream.agents.letters.language;

/**
 * One word of a text.
 *
 * @param surface as it stands there
 * @param folded for comparing: in lower case, with the letters that OCR took for digits
 * @param start first UTF-16 unit
 * @param end the unit after the last
 */
public record Token(String surface, String folded, int start, int end) {
    public boolean isCapitalised() {
        return Character.isUpperCase(surface.codePointAt(0));
    }

    /** Whether it is written in capitals throughout and is more than an initial. */
    public boolean isAllCapitals() {
        return surface.length() > 1 && surface.codePoints().noneMatch(Character::isLowerCase);
    }
}
