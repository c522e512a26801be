package org.inkstream.identity;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON in the one form that equal values share (RFC 8785): no spaces, members sorted by UTF-16 code
 * units, numbers as ECMAScript writes them. Two things that the RFC refuses have a form here,
 * because a document must not fail over them: whole numbers beyond 2⁵³ keep all their digits, and a
 * lone surrogate is escaped.
 */
public final class CanonicalJson {
    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    /**
     * @throws IllegalArgumentException if a number is not finite, or a value has no place in JSON
     */
    public static String of(JsonObject json) {
        CanonicalJson canonical = new CanonicalJson();
        canonical.object(json.getMap());
        return canonical.out.toString();
    }

    /** SHA-256 of the canonical form: the {@code inputHash} of a call's arguments. */
    public static String sha256(JsonObject json) {
        return Hashes.sha256(of(json));
    }

    private void value(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof CharSequence text) {
            string(text.toString());
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof JsonObject object) {
            object(object.getMap());
        } else if (value instanceof Map<?, ?> object) {
            object(object);
        } else if (value instanceof JsonArray array) {
            array(array.getList());
        } else if (value instanceof Iterable<?> array) {
            array(array);
        } else {
            throw new IllegalArgumentException("no JSON value: " + value.getClass().getName());
        }
    }

    private void object(Map<?, ?> members) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        members.forEach((name, member) -> sorted.put(String.valueOf(name), member));
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            string(member.getKey());
            out.append(':');
            value(member.getValue());
        }
        out.append('}');
    }

    private void array(Iterable<?> elements) {
        out.append('[');
        boolean first = true;
        for (Object element : elements) {
            if (!first) {
                out.append(',');
            }
            first = false;
            value(element);
        }
        out.append(']');
    }

    private void number(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof BigInteger) {
            out.append(number);
        } else {
            out.append(EcmaNumber.format(number.doubleValue()));
        }
    }

    private void string(String text) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                continue;
            }
            if (isPair(text, i)) {
                i++;
                continue;
            }
            out.append(text, written, i);
            escape(c);
            written = i + 1;
        }
        out.append(text, written, text.length()).append('"');
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> out.append("\\u%04x".formatted((int) c));
        }
    }
}
