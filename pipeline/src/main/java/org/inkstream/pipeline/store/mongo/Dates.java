package org.inkstream.pipeline.store.mongo;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Times: dates in the store, where queries and TTL indexes need them, and ISO-8601 text for
 * everybody else.
 */
final class Dates {
    /** Members that hold a time, even where a caller gives it as text. */
    private static final Set<String> TIMES =
            Set.of(
                    "at",
                    "openedAt",
                    "closedAt",
                    "failedAt",
                    "dueAt",
                    "archivedAt",
                    "trimmedAt",
                    "timestamp",
                    "created_at",
                    "updated_at",
                    "completed_at");

    private static final String DATE = "$date";

    private Dates() {}

    static JsonObject date(Instant instant) {
        // What the store would cut off anyway.
        return new JsonObject().put(DATE, instant.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    /** A date if {@code value} is an instant, or the text of one under a name that means a time. */
    static Object toStore(String name, Object value) {
        if (value instanceof Instant instant) {
            return date(instant);
        }
        return value instanceof String text && TIMES.contains(name) ? parsed(text) : value;
    }

    private static Object parsed(String text) {
        try {
            return date(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException notATime) {
            return text;
        }
    }

    /** Whether a member of this name holds a time. */
    static boolean isTime(String name) {
        return TIMES.contains(name);
    }

    /** The time that a text says, in milliseconds since 1970; none if it says no time. */
    static OptionalLong millis(String text) {
        try {
            return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeParseException notATime) {
            return OptionalLong.empty();
        }
    }

    static boolean isDate(JsonObject value) {
        return isDate(value.getMap());
    }

    static boolean isDate(Map<?, ?> members) {
        return members.size() == 1 && members.get(DATE) instanceof String;
    }

    /** Milliseconds since 1970, as the store counts. */
    static long millis(Map<?, ?> date) {
        return Instant.parse(String.valueOf(date.get(DATE))).toEpochMilli();
    }

    /** The ISO-8601 text of a date, in UTC. */
    static String text(JsonObject date) {
        return OffsetDateTime.parse(date.getString(DATE)).toInstant().toString();
    }
}
