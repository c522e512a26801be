package org.inkstream.loadtest.peers.gpu.http;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Ollama's {@code keep_alive}: seconds as a number, or a duration as Go writes it. */
final class KeepAlive {
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");
    private static final double NANOS = 1e9;

    private KeepAlive() {}

    /** Negative means for ever; what cannot be read is five minutes. */
    static Duration of(Object value) {
        if (value instanceof Number number) {
            return seconds(number.doubleValue());
        }
        String text = value.toString();
        boolean forEver = text.startsWith("-");
        Matcher parts = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = forEver ? 1 : 0;
        while (parts.find() && parts.start() == end) {
            sum = sum.plus(seconds(Double.parseDouble(parts.group(1)) * unit(parts.group(2))));
            end = parts.end();
        }
        if (forEver) {
            return Duration.ofSeconds(-1);
        }
        return text.equals("0") || (end == text.length() && end > 0) ? sum : USUAL;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * NANOS));
    }

    private static double unit(String name) {
        return switch (name) {
            case "ms" -> 1e-3;
            case "m" -> 60;
            case "h" -> 3_600;
            default -> 1;
        };
    }
}
