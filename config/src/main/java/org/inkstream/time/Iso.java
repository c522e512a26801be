package org.inkstream.time;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** Times as text, as {@link Instant#toString} has it, for who writes many: it takes a tenth. */
public final class Iso {
    private static final int LONGEST = "2026-01-01T00:00:00.123456789Z".length();
    private static final int DAY = 86_400;
    private static final int HOUR = 3_600;
    private static final int MINUTE = 60;
    private static final int THOUSAND = 1_000;
    private static final int DECIMALS = 9;

    /** Beyond the years of four digits it is left to Java. */
    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final byte[] text = new byte[LONGEST];
    private int length;

    private Iso() {}

    public static String text(Instant time) {
        long seconds = time.getEpochSecond();
        return seconds < FIRST || seconds > LAST ? time.toString() : new Iso().write(time);
    }

    private String write(Instant time) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), DAY));
        int second = Math.floorMod(time.getEpochSecond(), DAY);
        digits(date.getYear(), 4);
        after('-', date.getMonthValue());
        after('-', date.getDayOfMonth());
        after('T', second / HOUR);
        after(':', second % HOUR / MINUTE);
        after(':', second % MINUTE);
        fraction(time.getNano());
        one('Z');
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void fraction(int nanos) {
        if (nanos == 0) {
            return;
        }
        int decimals = DECIMALS;
        int rest = nanos;
        while (rest % THOUSAND == 0) {
            rest /= THOUSAND;
            decimals -= 3;
        }
        one('.');
        digits(rest, decimals);
    }

    private void after(char mark, int number) {
        one(mark);
        digits(number, 2);
    }

    private void digits(int number, int count) {
        int rest = number;
        for (int place = length + count - 1; place >= length; place--) {
            text[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private void one(char ascii) {
        text[length] = (byte) ascii;
        length++;
    }
}
