package org.inkstream.pipeline.quality;

import io.vertx.core.json.JsonArray;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Whether two values of one field can both be true. */
final class Agreement {
    private static final int YEAR_DIGITS = 4;

    private Agreement() {}

    /**
     * Whether one says at least what the other says: {@code Mrs. Brown} and {@code Brown}, {@code
     * 1816} and {@code 1816-09-04}, {@code en} and {@code en-GB}. Of two dates in different
     * notations only the years are compared.
     */
    static boolean agree(Object one, Object other) {
        if (one.equals(other)) {
            return true;
        }
        Set<String> words = words(one);
        Set<String> otherWords = words(other);
        if (words.containsAll(otherWords) || otherWords.containsAll(words)) {
            return true;
        }
        if (isDate(one) == isDate(other)) {
            return false;
        }
        String year = (isDate(one) ? one : other).toString().substring(0, YEAR_DIGITS);
        Set<String> noted = isDate(one) ? otherWords : words;
        return noted.contains(year) || noted.stream().noneMatch(Agreement::isYear);
    }

    private static boolean isDate(Object value) {
        String text = value.toString();
        return text.length() > YEAR_DIGITS
                && isYear(text.substring(0, YEAR_DIGITS))
                && text.charAt(YEAR_DIGITS) == '-';
    }

    private static boolean isYear(String word) {
        return word.length() == YEAR_DIGITS && word.chars().allMatch(Character::isDigit);
    }

    private static Set<String> words(Object value) {
        String text =
                value instanceof JsonArray list ? Proof.naming(list.getValue(0)) : value.toString();
        Set<String> words = new HashSet<>();
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || !Character.isLetterOrDigit(text.charAt(at))) {
                if (at > start) {
                    words.add(text.substring(start, at).toLowerCase(Locale.ROOT));
                }
                start = at + 1;
            }
        }
        return words;
    }
}
