package org.inkstream.agents.letters.dates;

/**
 * A word, a number or a sign of a dateline.
 *
 * @param kind what it can be in a date
 * @param value the number, the month, or 0
 * @param digits how many digits a number has, 0 for other kinds
 * @param text as it stands there
 * @param start first UTF-16 unit
 * @param end the unit after the last
 */
record DateToken(Kind kind, int value, int digits, String text, int start, int end) {
    enum Kind {
        NUMBER,
        MONTH,
        ROMAN,
        /** Words that stand inside dates and say nothing: ordinal ends, articles, full stops. */
        FILLER,
        SLASH,
        DOT,
        DASH,
        OTHER
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isDay() {
        return kind == Kind.NUMBER && digits <= 2 && value >= 1 && value <= 31;
    }

    boolean isMonthNumber() {
        return kind == Kind.NUMBER && digits <= 2 && value >= 1 && value <= 12;
    }

    boolean isYear() {
        return kind == Kind.NUMBER && digits == 4 && DateValue.isYear(value);
    }
}
