package org.inkstream.json;

import java.nio.charset.StandardCharsets;

/** Texts as JSON has them between the quotes. */
public final class JsonText {
    private static final int ASCII = 128;
    private static final int BYTES = 256;

    /** By ASCII code; empty where a character stands for itself. */
    private static final byte[][] ESCAPES = escapes();

    /** By byte: how much longer it is escaped. */
    private static final int[] LONGER = longer();

    private JsonText() {}

    /**
     * In UTF-8; not to be changed.
     *
     * @throws IllegalArgumentException if there is half a surrogate pair in it
     */
    public static byte[] escaped(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int longer = 0;
        // Half a pair becomes a question mark.
        boolean doubtful = utf8.length != text.length();
        for (byte one : utf8) {
            longer += LONGER[one & 0xFF];
            doubtful |= one == '?';
        }
        if (doubtful) {
            requireWholePairs(text);
        }
        return longer == 0 ? utf8 : escaped(utf8, longer);
    }

    private static byte[] escaped(byte[] utf8, int longer) {
        byte[] escaped = new byte[utf8.length + longer];
        int at = 0;
        for (byte one : utf8) {
            if (LONGER[one & 0xFF] == 0) {
                escaped[at++] = one;
            } else {
                byte[] escape = ESCAPES[one];
                System.arraycopy(escape, 0, escaped, at, escape.length);
                at += escape.length;
            }
        }
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
