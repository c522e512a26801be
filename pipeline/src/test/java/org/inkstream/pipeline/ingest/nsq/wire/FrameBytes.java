package org.inkstream.pipeline.ingest.nsq.wire;

import io.vertx.core.buffer.Buffer;

/** Writes frames as nsqd does. */
public final class FrameBytes {
    private FrameBytes() {}

    public static Buffer response(String text) {
        return frame(0, Buffer.buffer(text));
    }

    public static Buffer failure(String text) {
        return frame(1, Buffer.buffer(text));
    }

    public static Buffer message(long timestampNanos, int attempts, String id, Buffer body) {
        return frame(
                2,
                Buffer.buffer()
                        .appendLong(timestampNanos)
                        .appendUnsignedShort(attempts)
                        .appendString(id)
                        .appendBuffer(body));
    }

    public static Buffer frame(int type, Buffer data) {
        return Buffer.buffer().appendInt(4 + data.length()).appendInt(type).appendBuffer(data);
    }
}
