package org.inkstream.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.inkstream.time.Durations;

/** Turns a given value into the type of its setting. */
final class SettingValue {
    private SettingValue() {}

    /**
     * @throws IllegalArgumentException if the value is not of that type; the message says what the
     *     value must be
     */
    static Object convert(Type type, Object given) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == Map.class) {
                return texts(given);
            }
            return generic.getActualTypeArguments()[0] == Double.class
                    ? elements(given).stream().map(SettingValue::number).toList()
                    : elements(given).stream()
                            .map(element -> (String) single(String.class, element))
                            .toList();
        }
        return single((Class<?>) type, given);
    }

    private static Object single(Class<?> type, Object given) {
        if (given instanceof Map || given instanceof List) {
            throw new IllegalArgumentException("must be a single value");
        }
        if (type == int.class) {
            return wholeNumber(given);
        }
        if (type == double.class) {
            return number(given);
        }
        if (type == boolean.class) {
            return flag(given);
        }
        if (type == Duration.class) {
            return Durations.parse(given.toString());
        }
        if (type.isEnum()) {
            return constant(type, given.toString());
        }
        String text = text(given);
        return type == Path.class ? Path.of(text) : text;
    }

    private static String text(Object given) {
        if (given instanceof String text) {
            return text;
        }
        // YAML has already changed it: 1.10 has become 1.1, and no has become false.
        throw new IllegalArgumentException("must be text: put '" + given + "' in quotes");
    }

    private static int wholeNumber(Object given) {
        try {
            return Integer.parseInt(given.toString().strip());
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(
                    "must be a whole number, got '" + given + "'", notOne);
        }
    }

    private static double number(Object given) {
        try {
            return Double.parseDouble(given.toString().strip());
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("must be a number, got '" + given + "'", notOne);
        }
    }

    private static boolean flag(Object given) {
        return switch (given.toString().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "must be true or false, got '" + given + "'");
        };
    }

    private static Object constant(Class<?> type, String given) {
        Object[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> constant.toString().equalsIgnoreCase(given.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "must be one of "
                                                + Arrays.toString(constants)
                                                        .toLowerCase(Locale.ROOT)
                                                + ", got '"
                                                + given
                                                + "'"));
    }

    private static List<?> elements(Object given) {
        if (given instanceof List<?> list) {
            return list;
        }
        if (given instanceof String text) {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
        }
        throw new IllegalArgumentException("must be a list");
    }

    private static Map<String, String> texts(Object given) {
        if (!(given instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("must be a mapping of names to values");
        }
        Map<String, String> result = new LinkedHashMap<>();
        map.forEach(
                (name, value) -> {
                    if (value instanceof Map || value instanceof List) {
                        throw new IllegalArgumentException(
                                "'" + name + "' must be a single value; write names with dots");
                    }
                    result.put(String.valueOf(name), String.valueOf(value));
                });
        return result;
    }
}
