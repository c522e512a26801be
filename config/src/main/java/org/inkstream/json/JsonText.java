package org.inkstream.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Texts as JSON has them between the quotes. */
public final class JsonText {
    private static final int ASCII = 128;
    private static final int BYTES = 256;

    /** By ASCII code; empty where a character stands for itself. */
    private static final byte[][] ESCAPES = escapes();

    /** By byte: how much longer it is escaped. */
    private static final int[] LONGER = longer();

    /** By byte: whether nothing need be thought about it. */
    private static final boolean[] PLAIN = plain();

    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long TOP_BITS = 0x8080_8080_8080_8080L;

    private JsonText() {}

    /**
     * In UTF-8; not to be changed.
     *
     * @throws IllegalArgumentException if there is half a surrogate pair in it
     */
    public static byte[] escaped(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int plain = plainPrefix(utf8);
        if (plain == utf8.length) {
            return utf8;
        }
        int longer = 0;
        // Half a pair becomes a question mark.
        boolean doubtful = utf8.length != text.length();
        for (int at = plain; at < utf8.length; at++) {
            longer += LONGER[utf8[at] & 0xFF];
            doubtful |= utf8[at] == '?';
        }
        if (doubtful) {
            requireWholePairs(text);
        }
        return longer == 0 ? utf8 : escaped(utf8, longer);
    }

    /**
     * How many bytes at the beginning stand for themselves and were no half of a pair, eight at a
     * time: most texts are short and plain, and nothing is done as often as looking at them.
     */
    private static int plainPrefix(byte[] utf8) {
        int at = 0;
        while (at + Long.BYTES <= utf8.length && isPlain((long) EIGHT.get(utf8, at))) {
            at += Long.BYTES;
        }
        while (at < utf8.length && PLAIN[utf8[at] & 0xFF]) {
            at++;
        }
        return at;
    }

    /** Whether each of eight bytes is ASCII, no control character, no quote, backslash or '?'. */
    private static boolean isPlain(long eight) {
        long special =
                eight
                        | below(eight, ' ')
                        | below(eight ^ EACH * '"', 1)
                        | below(eight ^ EACH * '\\', 1)
                        | below(eight ^ EACH * '?', 1);
        return (special & TOP_BITS) == 0;
    }

    /** With the top bit of each byte set that is less than {@code bound}, if none is above 127. */
    private static long below(long eight, int bound) {
        return (eight - EACH * bound) & ~eight;
    }

    private static byte[] escaped(byte[] utf8, int longer) {
        byte[] escaped = new byte[utf8.length + longer];
        int at = 0;
        int copied = 0;
        for (int next = 0; next < utf8.length; next++) {
            if (LONGER[utf8[next] & 0xFF] != 0) {
                System.arraycopy(utf8, copied, escaped, at, next - copied);
                at += next - copied;
                byte[] escape = ESCAPES[utf8[next]];
                System.arraycopy(escape, 0, escaped, at, escape.length);
                at += escape.length;
                copied = next + 1;
            }
        }
        System.arraycopy(utf8, copied, escaped, at, utf8.length - copied);
        return escaped;
    }

    private static void requireWholePairs(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                boolean whole =
                        Character.isHighSurrogate(text.charAt(at))
                                && at + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(at + 1));
                if (!whole) {
                    throw new IllegalArgumentException("half a surrogate pair");
                }
                at++;
            }
        }
    }

    private static int[] longer() {
        int[] longer = new int[BYTES];
        for (int code = 0; code < ASCII; code++) {
            longer[code] = Math.max(0, ESCAPES[code].length - 1);
        }
        return longer;
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[BYTES];
        for (int code = 0; code < ASCII; code++) {
            plain[code] = LONGER[code] == 0 && code != '?';
        }
        return plain;
    }

    private static byte[][] escapes() {
        byte[][] escapes = new byte[ASCII][];
        for (int code = 0; code < ASCII; code++) {
            escapes[code] = escape((char) code).getBytes(StandardCharsets.US_ASCII);
        }
        return escapes;
    }

    private static String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            default -> c < ' ' ? "\\u%04x".formatted((int) c) : "";
        };
    }
}
