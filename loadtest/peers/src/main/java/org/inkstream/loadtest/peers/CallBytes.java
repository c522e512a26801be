package org.inkstream.loadtest.peers;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds members in the bytes of a {@code tools/call} without parsing it: inside a JSON text a quote
 * is always escaped, so that {@code "key"} with its quotes can only be a member's name or a whole
 * value.
 */
final class CallBytes {
    private static final byte[] CALL = quoted("org.inkstream/call");
    private static final byte[] ID = quoted("id");
    private static final byte[] METHOD = quoted("method");

    private final byte[] bytes;

    CallBytes(Buffer request) {
        this.bytes = request.getBytes();
    }

    /** A member of {@code _meta["org.inkstream/call"]}, as JSON has it between the quotes. */
    String ofCall(byte[] quotedName) {
        int call = after(CALL, 0);
        return call < 0 ? "" : text(after(quotedName, call));
    }

    String method() {
        return text(after(METHOD, 0));
    }

    /** The JSON-RPC id, as JSON has it, quotes included; {@code null} if there is none. */
    String id() {
        int start = valueStart(after(ID, 0));
        if (start < 0) {
            return "null";
        }
        int end = start;
        while (end < bytes.length && ",} \n\r\t".indexOf(bytes[end]) < 0) {
            end++;
        }
        return latin(start, end);
    }

    static byte[] quoted(String name) {
        return ('"' + name + '"').getBytes(StandardCharsets.UTF_8);
    }

    private String text(int afterName) {
        int start = valueStart(afterName);
        if (start < 0 || bytes[start] != '"') {
            return "";
        }
        int end = start + 1;
        while (end < bytes.length && bytes[end] != '"') {
            end += bytes[end] == '\\' ? 2 : 1;
        }
        return new String(
                bytes, start + 1, Math.min(end, bytes.length) - start - 1, StandardCharsets.UTF_8);
    }

    /** Where the value begins after a name, its colon and white space; −1 if it does not. */
    private int valueStart(int afterName) {
        if (afterName < 0) {
            return -1;
        }
        int i = afterName;
        while (i < bytes.length && (bytes[i] == ':' || bytes[i] <= ' ')) {
            i++;
        }
        return i < bytes.length ? i : -1;
    }

    private int after(byte[] wanted, int from) {
        int last = bytes.length - wanted.length;
        for (int i = from; i <= last; i++) {
            int j = 0;
            while (j < wanted.length && bytes[i + j] == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                return i + j;
            }
        }
        return -1;
    }

    private String latin(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
