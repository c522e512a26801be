package org.inkstream.time;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: a whole number and a unit, such as {@code 500ms} or {@code 7d}.
 */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s?(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of(
                    "ms", ChronoUnit.MILLIS,
                    "s", ChronoUnit.SECONDS,
                    "m", ChronoUnit.MINUTES,
                    "h", ChronoUnit.HOURS,
                    "d", ChronoUnit.DAYS);

    private Durations() {}

    /**
     * @throws IllegalArgumentException if it is not a duration; the message says how to write one
     */
    public static Duration parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "must be a duration such as 500ms, 8s, 2m, 1h or 7d, got '" + text + "'");
        }
        try {
            return Duration.of(Long.parseLong(parts.group(1)), UNITS.get(parts.group(2)));
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException("is too long a duration: '" + text + "'", tooLong);
        }
    }

    /**
     * The shortest form that {@link #parse} reads back, in whole milliseconds.
     *
     * @throws ArithmeticException if it is too long to be counted in milliseconds
     */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0 || millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
