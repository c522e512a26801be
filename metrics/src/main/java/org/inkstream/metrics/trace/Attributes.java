package org.inkstream.metrics.trace;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Values by attribute: texts, lists of texts, whole numbers, numbers and flags. Immutable. */
public final class Attributes {
    public static final Attributes NONE = new Attributes(new EnumMap<>(Attribute.class));

    /**
     * Names and ids are shorter; whatever is longer has no business here, and what an agent or a
     * provider calls itself is for them to choose.
     */
    static final int LONGEST_TEXT = 256;

    private final Map<Attribute, Object> values;

    private Attributes(Map<Attribute, Object> values) {
        this.values = values;
    }

    public static Attributes of(Attribute attribute, String value) {
        return NONE.with(attribute, value);
    }

    /** An empty text is left out; a very long one is cut. */
    public Attributes with(Attribute attribute, String value) {
        return value.isEmpty() ? this : plus(attribute, cut(value));
    }

    public Attributes with(Attribute attribute, List<String> value) {
        return plus(attribute, value.stream().map(Attributes::cut).toList());
    }

    public Attributes with(Attribute attribute, long value) {
        return plus(attribute, value);
    }

    public Attributes with(Attribute attribute, double value) {
        return plus(attribute, value);
    }

    public Attributes with(Attribute attribute, boolean value) {
        return plus(attribute, value);
    }

    /** These and the others, which win. */
    public Attributes with(Attributes others) {
        Map<Attribute, Object> all = new EnumMap<>(Attribute.class);
        all.putAll(values);
        all.putAll(others.values);
        return new Attributes(all);
    }

    /**
     * In the order of {@link Attribute}; a value is String, List of String, Long, Double or
     * Boolean.
     */
    public void forEach(BiConsumer<Attribute, Object> visitor) {
        values.forEach(visitor);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    private Attributes plus(Attribute attribute, Object value) {
        Map<Attribute, Object> more = new EnumMap<>(Attribute.class);
        more.putAll(values);
        more.put(attribute, value);
        return new Attributes(more);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
