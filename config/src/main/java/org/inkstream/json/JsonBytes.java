package org.inkstream.json;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON tree as its bytes in UTF-8. It knows what a tree can hold and nothing else, and encodes
 * texts whole instead of character by character, which a general library cannot. Not thread-safe.
 */
public final class JsonBytes {
    /** Texts of at least so many characters may be encoded by somebody who remembers them. */
    public static final int LONG_TEXT = 512;

    /** A letter of a page or two with what was found in it. */
    private static final int USUAL_BYTES = 16_384;

    /** What needs more is rare, and its buffer is not kept. */
    private static final int MOST_KEPT_BYTES = 65_536;

    private static final int SHARE_DECIMALS = 4;
    private static final int SHARE_PARTS = 10_000;

    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    /** Used again for every tree that a thread writes: most are much smaller than their buffer. */
    private static final ThreadLocal<byte[]> BUFFER =
            ThreadLocal.withInitial(() -> new byte[USUAL_BYTES]);

    private final Function<String, byte[]> longTexts;
    private byte[] bytes = BUFFER.get();
    private int length;

    private JsonBytes(Function<String, byte[]> longTexts) {
        this.longTexts = longTexts;
    }

    /**
     * @throws IllegalArgumentException if a value has no form in JSON, or a text none in UTF-8; the
     *     message quotes neither
     */
    public static byte[] of(JsonObject tree) {
        return of(tree, JsonText::escaped);
    }

    /**
     * @param longTexts {@link JsonText#escaped}, or somebody who remembers what it said
     * @throws IllegalArgumentException if a value has no form in JSON, or a text none in UTF-8; the
     *     message quotes neither
     */
    public static byte[] of(JsonObject tree, Function<String, byte[]> longTexts) {
        JsonBytes json = written(tree, longTexts);
        return Arrays.copyOf(json.bytes, json.length);
    }

    /** The same as text. */
    public static String text(JsonObject tree) {
        JsonBytes json = written(tree, JsonText::escaped);
        return new String(json.bytes, 0, json.length, StandardCharsets.UTF_8);
    }

    private static JsonBytes written(JsonObject tree, Function<String, byte[]> longTexts) {
        JsonBytes json = new JsonBytes(longTexts);
        json.object(tree.getMap());
        if (json.bytes.length <= MOST_KEPT_BYTES) {
            BUFFER.set(json.bytes);
        }
        return json;
    }

    private void value(@Nullable Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof JsonObject object) {
            object(object.getMap());
        } else if (value instanceof JsonArray array) {
            array(array.getList());
        } else if (value instanceof Map<?, ?> object) {
            object(object);
        } else if (value instanceof List<?> array) {
            array(array);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Boolean truth) {
            raw(truth ? TRUE : FALSE);
        } else if (value == null) {
            raw(NULL);
        } else if (value instanceof CharSequence || value instanceof Instant) {
            text(value.toString());
        } else {
            throw new IllegalArgumentException("JSON has no " + value.getClass().getSimpleName());
        }
    }

    private void object(Map<?, ?> members) {
        one('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (!first) {
                one(',');
            }
            first = false;
            raw(JsonNames.encoded(String.valueOf(member.getKey())));
            value(member.getValue());
        }
        one('}');
    }

    private void array(List<?> items) {
        one('[');
        boolean first = true;
        for (Object item : items) {
            if (!first) {
                one(',');
            }
            first = false;
            value(item);
        }
        one(']');
    }

    private void text(String text) {
        one('"');
        raw(text.length() < LONG_TEXT ? JsonText.escaped(text) : longTexts.apply(text));
        one('"');
    }

    private void number(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short) {
            whole(number.longValue());
        } else if (number instanceof BigInteger || number instanceof BigDecimal) {
            raw(ascii(number.toString()));
        } else {
            real(number);
        }
    }

    private void real(Number number) {
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no infinite number");
        }
        // Shares with few decimals are what letters hold most.
        long parts = (long) (value * SHARE_PARTS + 0.5);
        if (number instanceof Double
                && parts > 0
                && parts < SHARE_PARTS
                && (double) parts / SHARE_PARTS == value) {
            share((int) parts);
        } else {
            raw(ascii(number.toString()));
        }
    }

    private void share(int parts) {
        int rest = parts;
        room(SHARE_DECIMALS + 2);
        bytes[length] = '0';
        bytes[length + 1] = '.';
        for (int decimal = SHARE_DECIMALS; decimal > 0; decimal--) {
            bytes[length + 1 + decimal] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += SHARE_DECIMALS + 2;
        while (bytes[length - 1] == '0') {
            length--;
        }
    }

    private void whole(long number) {
        if (number < 0 || number > Integer.MAX_VALUE) {
            raw(ascii(Long.toString(number)));
            return;
        }
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        room(digits);
        int rest = (int) number;
        for (int place = length + digits - 1; place >= length; place--) {
            bytes[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void one(char ascii) {
        room(1);
        bytes[length] = (byte) ascii;
        length++;
    }

    private void raw(byte[] encoded) {
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
