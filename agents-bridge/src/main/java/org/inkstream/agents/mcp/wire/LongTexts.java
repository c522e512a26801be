package org.inkstream.agents.mcp.wire;

import org.inkstream.json.JsonBytes;
import org.inkstream.json.JsonText;

/**
 * Escapes and encodes long texts, and remembers the last: a document's calls become ready together
 * and carry the same letter, which is most of their bytes. Not thread-safe: one per event loop.
 */
public final class LongTexts {
    private String lastText = "";
    private byte[] lastEncoded = {};

    public static boolean isLong(String text) {
        return text.length() >= JsonBytes.LONG_TEXT;
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
        try {
            return JsonText.escaped(text);
        } catch (IllegalArgumentException halfPair) {
            throw new MalformedMessage("half a surrogate pair");
        }
    }
}
