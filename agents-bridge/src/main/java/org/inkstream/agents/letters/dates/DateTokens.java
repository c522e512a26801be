package org.inkstream.agents.letters.dates;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.inkstream.agents.letters.dates.DateToken.Kind;

/** Cuts a stretch of text into the words, numbers and signs that dates are made of. */
final class DateTokens {
    private static final Set<String> FILLERS =
            Set.of(
                    "st", "nd", "rd", "th", "h", "d", "t", "n", "te", "ten", "ter", "tn", "er",
                    "re", "ème", "eme", "the", "of", "day", "den", "de", "du", "le", "des", "dem");
    private static final Map<String, Integer> COUNTED =
            Map.ofEntries(
                    Map.entry("first", 1),
                    Map.entry("one", 1),
                    Map.entry("second", 2),
                    Map.entry("two", 2),
                    Map.entry("third", 3),
                    Map.entry("three", 3),
                    Map.entry("fourth", 4),
                    Map.entry("four", 4),
                    Map.entry("fifth", 5),
                    Map.entry("five", 5),
                    Map.entry("sixth", 6),
                    Map.entry("six", 6),
                    Map.entry("seventh", 7),
                    Map.entry("seven", 7),
                    Map.entry("eighth", 8),
                    Map.entry("eight", 8),
                    Map.entry("ninth", 9),
                    Map.entry("nine", 9),
                    Map.entry("tenth", 10),
                    Map.entry("ten", 10),
                    Map.entry("eleventh", 11),
                    Map.entry("eleven", 11),
                    Map.entry("twelfth", 12),
                    Map.entry("twelve", 12),
                    Map.entry("thirteenth", 13),
                    Map.entry("thirteen", 13),
                    Map.entry("fourteenth", 14),
                    Map.entry("fourteen", 14),
                    Map.entry("fifteenth", 15),
                    Map.entry("fifteen", 15),
                    Map.entry("sixteenth", 16),
                    Map.entry("sixteen", 16),
                    Map.entry("seventeenth", 17),
                    Map.entry("seventeen", 17),
                    Map.entry("eighteenth", 18),
                    Map.entry("eighteen", 18),
                    Map.entry("nineteenth", 19),
                    Map.entry("nineteen", 19),
                    Map.entry("twentieth", 20),
                    Map.entry("twenty", 20),
                    Map.entry("thirtieth", 30),
                    Map.entry("thirty", 30));

    private final String text;
    private final List<DateToken> tokens = new ArrayList<>();
    private int at;

    private DateTokens(String text) {
        this.text = text;
    }

    static List<DateToken> of(String text) {
        return new DateTokens(text).cut();
    }

    private List<DateToken> cut() {
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int start = at;
            if (Character.isDigit(c)) {
                skipWhile(Character::isDigit);
                number(start);
            } else if (Character.isLetter(c)) {
                skipWhile(DateTokens::isWordPart);
                word(start);
            } else {
                at += Character.charCount(c);
                if (!Character.isWhitespace(c)) {
                    tokens.add(token(sign(c), 0, 0, start));
                }
            }
        }
        return tokens;
    }

    private void skipWhile(java.util.function.IntPredicate part) {
        while (at < text.length() && part.test(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
    }

    private static boolean isWordPart(int c) {
        int type = Character.getType(c);
        return Character.isLetter(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private void number(int start) {
        int digits = text.codePointCount(start, at);
        int value = 0;
        for (int i = start; i < at && digits <= 4; i += Character.charCount(text.codePointAt(i))) {
            value = value * 10 + Character.digit(text.codePointAt(i), 10);
        }
        tokens.add(token(Kind.NUMBER, value, digits, start));
    }

    private void word(int start) {
        String word = text.substring(start, at);
        String lower = word.toLowerCase(Locale.ROOT);
        int month = Months.named(word);
        if (latinMonth(start, word) || raisedEnd(lower) || addsToTens(lower)) {
            return;
        }
        if (FILLERS.contains(lower) && last().end() == start) {
            // "8ten" is the eighth in German; "ten" by itself is a number.
            tokens.add(token(Kind.FILLER, 0, 0, start));
            return;
        }
        if (month != Months.NONE) {
            tokens.add(token(Kind.MONTH, month, 0, start));
        } else if (COUNTED.containsKey(lower)) {
            tokens.add(token(Kind.NUMBER, COUNTED.getOrDefault(lower, 0), 2, start));
        } else if (Months.roman(word) != Months.NONE) {
            tokens.add(token(Kind.ROMAN, Months.roman(word), 0, start));
        } else {
            tokens.add(token(FILLERS.contains(lower) ? Kind.FILLER : Kind.OTHER, 0, 0, start));
        }
    }

    /** Joins {@code 7} and {@code ber} that stand together. */
    private boolean latinMonth(int start, String word) {
        DateToken before = last();
        int month = before.end() == start ? Months.latin(before.value(), word) : Months.NONE;
        if (month != Months.NONE && before.is(Kind.NUMBER)) {
            replaceLast(Kind.MONTH, month, 0);
            return true;
        }
        return false;
    }

    /** Joins {@code Feb} and the {@code y} that a clerk raised. */
    private boolean raisedEnd(String lower) {
        DateToken before = last();
        if (before.is(Kind.MONTH) && Months.isRaisedEnd(lower)) {
            replaceLast(Kind.MONTH, before.value(), 0);
            return true;
        }
        return false;
    }

    /** Joins {@code twenty} and {@code six}. */
    private boolean addsToTens(String lower) {
        DateToken before = last();
        int unit = COUNTED.getOrDefault(lower, 0);
        boolean tens =
                before.is(Kind.NUMBER)
                        && (before.value() == 20 || before.value() == 30)
                        && Character.isLetter(text.codePointAt(before.start()));
        if (tens && unit >= 1 && unit <= 9) {
            replaceLast(Kind.NUMBER, before.value() + unit, 2);
            return true;
        }
        return false;
    }

    private DateToken last() {
        return tokens.isEmpty()
                ? new DateToken(Kind.OTHER, 0, 0, "", -1, -1)
                : tokens.get(tokens.size() - 1);
    }

    private void replaceLast(Kind kind, int value, int digits) {
        DateToken before = tokens.remove(tokens.size() - 1);
        tokens.add(token(kind, value, digits, before.start()));
    }

    private DateToken token(Kind kind, int value, int digits, int start) {
        return new DateToken(kind, value, digits, text.substring(start, at), start, at);
    }

    private static Kind sign(int c) {
        return switch (c) {
            case '/' -> Kind.SLASH;
            case '.' -> Kind.DOT;
            case '-', '–', '—' -> Kind.DASH;
            case ',', ':', '_', '\'', '’', '"', '=', '°', 'º' -> Kind.FILLER;
            default -> Kind.OTHER;
        };
    }
}
