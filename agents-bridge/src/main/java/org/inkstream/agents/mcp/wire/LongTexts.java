package org.inkstream.agents.mcp.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Escapes and encodes long texts, and remembers the last: a document's calls become ready together
 * and carry the same letter, which is most of their bytes. Not thread-safe: one per event loop.
 */
public final class LongTexts {
    /** Shorter texts are written faster than they are remembered. */
    private static final int LONG = 512;

    private static final int ASCII = 128;
    private static final byte[] PLAIN = {};
    private static final byte[][] ESCAPES = escapes();

    private String lastText = "";
    private byte[] lastEncoded = {};

    public static boolean isLong(String text) {
        return text.length() >= LONG;
    }

    /**
     * The text as JSON has it between the quotes, in UTF-8; not to be changed.
     *
     * @throws MalformedMessage if the text has no UTF-8 form
     */
    @SuppressWarnings("ReferenceEquality")
    public byte[] encoded(String text) {
        // The calls share one text object; comparing the characters would cost what it saves.
        if (text != lastText) {
            lastEncoded = encode(text);
            lastText = text;
        }
        return lastEncoded;
    }

    private static byte[] encode(String text) {
        requireWholePairs(text);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = utf8.length;
        for (byte one : utf8) {
            length += one < 0 ? 0 : Math.max(0, ESCAPES[one].length - 1);
        }
        return length == utf8.length ? utf8 : escaped(utf8, length);
    }

    private static byte[] escaped(byte[] utf8, int length) {
        byte[] escaped = new byte[length];
        int at = 0;
        for (byte one : utf8) {
            byte[] escape = one < 0 ? PLAIN : ESCAPES[one];
            if (escape.length == 0) {
                escaped[at++] = one;
            } else {
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
                    throw new MalformedMessage("half a surrogate pair");
                }
                at++;
            }
        }
    }

    /** By ASCII code; empty where a character stands for itself. */
    private static byte[][] escapes() {
        byte[][] escapes = new byte[ASCII][];
        for (int code = 0; code < ASCII; code++) {
            boolean escaped = code < ' ' || code == '"' || code == '\\';
            escapes[code] =
                    escaped
                            ? JsonStringEncoder.getInstance()
                                    .quoteAsUTF8(String.valueOf((char) code))
                            : PLAIN;
        }
        return escapes;
    }
}
