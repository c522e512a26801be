package org.inkstream.agents.letters.dates;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The names of months as letters spell them, abbreviated, misspelt, or counted in Latin. */
final class Months {
    static final int NONE = 0;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final int LONGEST = 14;
    private static final int LONG_ENOUGH_TO_CORRECT = 6;

    private static final List<String> NAMES =
            List.of(
                    "jan jany janry jano january janvr janv januar janr jaenner janner janvier"
                            + " gennaio enero जनवरी",
                    "feb feby febr febry february februar feber fev fevr fevrier febbraio febrero"
                            + " फरवरी",
                    "mar march mch marz maerz mrz mars marzo मार्च",
                    "apr aprl apl april avr avril aprile abril अप्रैल",
                    "may mai maggio mayo मई",
                    "jun june juni juin giugno junio जून",
                    "jul july juli jly juil juill juillet juliet luglio julio जुलाई",
                    "aug augt augst august aout augto agosto अगस्त",
                    "sep sept septr septbr septber september septembre settembre septiembre"
                            + " viiber viibre सितंबर सितम्बर",
                    "oct octr octbr octber octor october okt oktbr oktober octobre ottobre octubre"
                            + " viiiber viiibre अक्टूबर अक्तूबर",
                    "nov novr novbr novber november novembre noviembre ixber ixbre नवंबर नवम्बर",
                    "dec decr decbr decber december dez dezbr dezember decembre dicembre diciembre"
                            + " xber xbre xbr xbris दिसंबर दिसम्बर");

    private static final Map<String, Integer> BY_NAME = byName();
    private static final List<String> ROMAN =
            List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII");
    private static final List<String> LATIN_TAILS = List.of("ber", "bre", "br", "bris");

    private Months() {}

    private static Map<String, Integer> byName() {
        Map<String, Integer> months = new HashMap<>();
        for (int month = 1; month <= NAMES.size(); month++) {
            for (String name : NAMES.get(month - 1).split(" ", -1)) {
                months.put(plain(name), month);
            }
        }
        return Map.copyOf(months);
    }

    /** The number of the month that a word names, or {@link #NONE}. */
    static int named(String word) {
        if (word.length() > LONGEST) {
            return NONE;
        }
        String plain = plain(word);
        int month = BY_NAME.getOrDefault(plain, NONE);
        return month == NONE && plain.length() >= LONG_ENOUGH_TO_CORRECT ? corrected(plain) : month;
    }

    /** The month that a roman numeral counts, as in {@code 18 IX.}, or {@link #NONE}. */
    static int roman(String word) {
        return ROMAN.indexOf(word) + 1;
    }

    /** The month of {@code 7ber}, {@code 10bre}: September is the seventh of the Roman year. */
    static int latin(int number, String tail) {
        boolean counted = number >= 7 && number <= 10;
        return counted && LATIN_TAILS.contains(tail.toLowerCase(Locale.ROOT)) ? number + 2 : NONE;
    }

    /** Whether a word may be the raised end of an abbreviated month, as in {@code Feb y}. */
    static boolean isRaisedEnd(String word) {
        return List.of("r", "tr", "y", "ry", "br", "ber", "bre").contains(word);
    }

    private static int corrected(String plain) {
        int found = NONE;
        for (Map.Entry<String, Integer> name : BY_NAME.entrySet()) {
            if (name.getKey().length() >= LONG_ENOUGH_TO_CORRECT && oneSlip(plain, name.getKey())) {
                found = name.getValue();
            }
        }
        return found;
    }

    /** Whether one letter more, less or other makes one word of the other. */
    private static boolean oneSlip(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 1) {
            return false;
        }
        int head = 0;
        while (head < a.length() && head < b.length() && a.charAt(head) == b.charAt(head)) {
            head++;
        }
        int tailA = a.length();
        int tailB = b.length();
        while (tailA > head && tailB > head && a.charAt(tailA - 1) == b.charAt(tailB - 1)) {
            tailA--;
            tailB--;
        }
        return tailA - head <= 1 && tailB - head <= 1;
    }

    private static String plain(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean ascii = lower.chars().allMatch(c -> c < 128);
        return ascii || lower.codePointAt(0) > 0x500
                ? lower
                : MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
    }
}
