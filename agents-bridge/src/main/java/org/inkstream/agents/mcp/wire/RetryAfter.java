package org.inkstream.agents.mcp.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The HTTP header {@code Retry-After}: seconds, or a date. */
public final class RetryAfter {
    private RetryAfter() {}

    /**
     * How long to wait from {@code now}.
     *
     * @return zero if the header is missing, cannot be read, or names a time that has passed
     */
    public static Duration parse(@Nullable String header, Instant now) {
        if (header == null || header.isBlank()) {
            return Duration.ZERO;
        }
        String value = header.strip();
        return value.chars().allMatch(c -> c >= '0' && c <= '9')
                ? seconds(value)
                : date(value, now);
    }

    private static Duration seconds(String digits) {
        // Nine digits are 31 years: longer numbers mean the same and must not overflow.
        return Duration.ofSeconds(digits.length() > 9 ? 999_999_999 : Long.parseLong(digits));
    }

    private static Duration date(String value, Instant now) {
        try {
            Instant until =
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
        } catch (DateTimeException unreadable) {
            return Duration.ZERO;
        }
    }
}
