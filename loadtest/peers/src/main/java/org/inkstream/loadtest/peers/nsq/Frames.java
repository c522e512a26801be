package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.buffer.Buffer;

/** What an nsqd says: {@code u32 size | i32 type | data}; and what none should. */
public final class Frames {
    private static final int RESPONSE = 0;
    private static final int ERROR = 1;
    private static final int MESSAGE = 2;

    private Frames() {}

    public static Buffer response(String text) {
        return frame(RESPONSE, Buffer.buffer(text));
    }

    /**
     * @param text begins with its code, such as {@code E_INVALID}
     */
    public static Buffer error(String text) {
        return frame(ERROR, Buffer.buffer(text));
    }

    /**
     * @param id 16 characters
     */
    public static Buffer message(long timestampNanos, int attempts, String id, Buffer body) {
        return frame(
                MESSAGE,
                Buffer.buffer()
                        .appendLong(timestampNanos)
                        .appendUnsignedShort(attempts)
                        .appendString(id)
                        .appendBuffer(body));
    }

    /** Says that more follows than anybody should believe, and then nothing does. */
    public static Buffer oversized() {
        return Buffer.buffer().appendInt(Integer.MAX_VALUE).appendInt(MESSAGE);
    }

    /** A size below zero. */
    public static Buffer negative() {
        return Buffer.buffer().appendInt(-1).appendInt(RESPONSE);
    }

    /** A message that is too short to be one. */
    public static Buffer stump() {
        return frame(MESSAGE, Buffer.buffer("short"));
    }

    /** A type that there is none of. */
    public static Buffer ofNoType() {
        return frame(77, Buffer.buffer("what is this"));
    }

    private static Buffer frame(int type, Buffer data) {
        return Buffer.buffer(Integer.BYTES * 2 + data.length())
                .appendInt(Integer.BYTES + data.length())
                .appendInt(type)
                .appendBuffer(data);
    }
}
