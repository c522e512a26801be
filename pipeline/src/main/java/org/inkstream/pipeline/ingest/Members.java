package org.inkstream.pipeline.ingest;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, read by type. A member that is JSON null is absent; one of a wrong
 * type is a {@link BadRecord} that names it by its path.
 *
 * @param path where the object stands, empty or ending in a dot
 */
record Members(String path, Map<String, Object> values) {
    private static final int LONGEST_ID = 512;

    static Members root(Map<String, Object> values) {
        return new Members("", values);
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    /** The text, empty if absent. */
    String text(String name) {
        Object value = values.get(name);
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        throw wrong(name, "a string", value);
    }

    /** The first of these texts that is not blank; empty if there is none. */
    String firstText(String... names) {
        for (String name : names) {
            String text = text(name);
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    /** An id: present, not blank, not too long, without control characters. */
    String id(String name) {
        String id = optionalId(name);
        if (id.isBlank()) {
            throw new BadRecord(path + name + " is missing or empty");
        }
        return id;
    }

    /** An id that may be absent, then empty. */
    String optionalId(String name) {
        String id = text(name);
        if (id.length() > LONGEST_ID) {
            throw new BadRecord(
                    path
                            + name
                            + " has "
                            + id.length()
                            + " characters; at most "
                            + LONGEST_ID
                            + " are allowed");
        }
        for (int at = 0; at < id.length(); at++) {
            if (Character.isISOControl(id.charAt(at))) {
                throw new BadRecord(path + name + " contains a control character");
            }
        }
        return id;
    }

    int integer(String name, int absent) {
        Object value = values.get(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Integer whole) {
            return whole;
        }
        throw wrong(name, "a whole number", value);
    }

    long whole(String name, long absent) {
        Object value = values.get(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw wrong(name, "a whole number", value);
    }

    double number(String name, double absent) {
        Object value = values.get(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(name, "a number", value);
    }

    /** The texts of an array, empty if absent. */
    List<String> texts(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items)) {
            throw wrong(name, "an array of strings", value);
        }
        List<String> texts = new ArrayList<>(items.size());
        for (Object item : items) {
            if (!(item instanceof String text)) {
                throw wrong(name + "[" + texts.size() + "]", "a string", item);
            }
            texts.add(text);
        }
        return texts;
    }

    /** The object's members, none if absent. */
    Members object(String name) {
        return new Members(path + name + ".", objectValues(name));
    }

    JsonObject json(String name) {
        return new JsonObject(objectValues(name));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> objectValues(String name) {
        Object value = values.get(name);
        if (value == null) {
            return new LinkedHashMap<>();
        }
        if (value instanceof Map) {
            return (Map<String, Object>) value;
        }
        throw wrong(name, "an object", value);
    }

    private BadRecord wrong(String name, String expected, @Nullable Object value) {
        return new BadRecord(path + name + " must be " + expected + ", but is " + kind(value));
    }

    private static String kind(@Nullable Object value) {
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "an array";
        }
        if (value == null) {
            return "null";
        }
        if (value instanceof Number) {
            return "a number";
        }
        return value instanceof Boolean ? "true or false" : "a string";
    }
}
