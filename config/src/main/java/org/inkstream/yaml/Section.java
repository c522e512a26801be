package org.inkstream.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.inkstream.time.Durations;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a file, with its place. Reading never throws: what is missing or wrong goes to the
 * {@link Problems}, and a stand-in is returned, so that the rest of the file is read as well. Not
 * thread-safe.
 */
public final class Section {
    private final String place;
    private final Map<String, @Nullable Object> values;
    private final Problems problems;
    private final Set<String> read = new LinkedHashSet<>();

    /**
     * @param place dotted place in the file, empty for the top
     */
    public Section(String place, Map<String, @Nullable Object> values, Problems problems) {
        this.place = place;
        this.values = values;
        this.problems = problems;
    }

    public Set<String> keys() {
        return values.keySet();
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Whether the value is itself a mapping. */
    public boolean isSection(String key) {
        return values.get(key) instanceof Map;
    }

    /** Reports a problem of this section. */
    public void problem(String what) {
        problems.add(place, what);
    }

    /** Text that must be there and not blank. */
    public String text(String key) {
        String text = text(key, "");
        if (text.isBlank()) {
            problems.add(at(key), "is missing");
        }
        return text;
    }

    public String text(String key, String otherwise) {
        Object value = value(key);
        if (value instanceof Map || value instanceof List) {
            problems.add(at(key), "must be a single value");
            return otherwise;
        }
        return value == null ? otherwise : value.toString();
    }

    public double number(String key, double otherwise) {
        Object value = value(key);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value != null) {
            problems.add(at(key), "must be a number, got '" + value + "'");
        }
        return otherwise;
    }

    public int wholeNumber(String key, int otherwise) {
        Object value = value(key);
        if (value instanceof Integer number) {
            return number;
        }
        if (value != null) {
            problems.add(at(key), "must be a whole number, got '" + value + "'");
        }
        return otherwise;
    }

    public boolean flag(String key, boolean otherwise) {
        Object value = value(key);
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value != null) {
            problems.add(at(key), "must be true or false, got '" + value + "'");
        }
        return otherwise;
    }

    /** A duration such as {@code 500ms}. */
    public Duration duration(String key, Duration otherwise) {
        String text = text(key, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException notOne) {
            problems.add(at(key), String.valueOf(notOne.getMessage()));
            return otherwise;
        }
    }

    /** A day such as {@code 2026-10-07}, in quotes or not. */
    public LocalDate day(String key, LocalDate otherwise) {
        Object value = value(key);
        if (value instanceof Date unquoted) {
            // YAML takes it for midnight in UTC.
            return LocalDate.ofInstant(unquoted.toInstant(), ZoneOffset.UTC);
        }
        try {
            return value == null ? otherwise : LocalDate.parse(value.toString());
        } catch (DateTimeParseException notOne) {
            problems.add(at(key), "must be a day such as 2026-10-07, got '" + value + "'");
            return otherwise;
        }
    }

    /** A number as it is written, without the rounding of a double. */
    public BigDecimal decimal(String key, BigDecimal otherwise) {
        Object value = value(key);
        try {
            return value == null ? otherwise : new BigDecimal(value.toString());
        } catch (NumberFormatException notOne) {
            problems.add(at(key), "must be a number, got '" + value + "'");
            return otherwise;
        }
    }

    /** One of the names of an enum, in any case. */
    public <E extends Enum<E>> E oneOf(String key, Class<E> type, E otherwise) {
        String text = text(key, otherwise.name());
        List<String> names =
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .toList();
        if (!names.contains(text.toLowerCase(Locale.ROOT))) {
            problems.add(at(key), "must be one of " + names + ", got '" + text + "'");
            return otherwise;
        }
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    public List<String> texts(String key) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            problems.add(at(key), "must be a list");
            return List.of();
        }
        return list.stream().map(String::valueOf).toList();
    }

    /** A list of whatever there is; null in it is an empty text. */
    public List<Object> values(String key) {
        Object value = value(key);
        if (value instanceof List<?> list) {
            return list.stream().<Object>map(one -> one == null ? "" : one).toList();
        }
        if (value != null) {
            problems.add(at(key), "must be a list");
        }
        return List.of();
    }

    /** A mapping inside this one; empty if it is absent. */
    public Section section(String key) {
        return sectionOf(at(key), value(key));
    }

    /** Every member as a section of its own, in file order. */
    public Map<String, Section> sections() {
        Map<String, Section> result = new LinkedHashMap<>();
        values.keySet().forEach(key -> result.put(key, section(key)));
        return result;
    }

    /** A list of mappings; the place of each is its {@code name}, or else its position. */
    public List<Section> list(String key) {
        Object value = value(key);
        List<Section> result = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                result.add(sectionOf(placeOf(key, i, list.get(i)), list.get(i)));
            }
        } else if (value != null) {
            problems.add(at(key), "must be a list");
        }
        return result;
    }

    /** The mapping as it is, for parts that are JSON themselves. */
    public Map<String, @Nullable Object> values() {
        read.addAll(values.keySet());
        return values;
    }

    /** Reports every key that nothing has read. To be called last. */
    public void nothingElse() {
        values.keySet().stream()
                .filter(key -> !read.contains(key))
                .forEach(
                        key ->
                                problems.add(
                                        at(key), "is not a known key" + Spelling.hint(key, read)));
    }

    private @Nullable Object value(String key) {
        read.add(key);
        return values.get(key);
    }

    private Section sectionOf(String where, @Nullable Object value) {
        if (value instanceof Map<?, ?> mapping) {
            return new Section(where, YamlText.withTextKeys(mapping), problems);
        }
        if (value != null) {
            problems.add(where, "must be a mapping of keys to values");
        }
        return new Section(where, Map.of(), problems);
    }

    private String placeOf(String key, int position, @Nullable Object element) {
        Object name = element instanceof Map<?, ?> mapping ? mapping.get("name") : null;
        return at(key) + "." + (name == null ? position : name);
    }

    private String at(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }
}
