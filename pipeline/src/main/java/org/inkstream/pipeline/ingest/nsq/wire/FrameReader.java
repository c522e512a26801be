package org.inkstream.pipeline.ingest.nsq.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Cuts what nsqd sends into frames, however it was cut on its way. Whatever arrives, it throws
 * nothing, and it judges a size before it allocates, so that it holds one frame of the largest size
 * at most. What is malformed once stays so, because nobody knows where the next frame begins. Not
 * thread-safe.
 */
public final class FrameReader {
    private static final int RESPONSE = 0;
    private static final int FAILURE = 1;
    private static final int MESSAGE = 2;

    private static final int TYPE_AT = 4;
    private static final int TIMESTAMP_AT = 8;
    private static final int ATTEMPTS_AT = 16;
    private static final int ID_AT = 18;
    private static final int ID_BYTES = 16;

    private static final int TYPE_BYTES = 4;
    private static final int FRAME_HEAD = TIMESTAMP_AT;
    private static final int WHOLE_HEAD = ID_AT + ID_BYTES;
    private static final int MOST_ATTEMPTS = 0xffff;

    private static final Buffer NOTHING = Buffer.buffer(0);

    private enum Stage {
        FRAME_HEAD,
        MESSAGE_HEAD,
        DATA,
        MALFORMED
    }

    private final int maxFrameBytes;
    private final ByteBuffer head = ByteBuffer.allocate(WHOLE_HEAD);

    private Stage stage = Stage.FRAME_HEAD;
    private int headBytes;
    private Buffer data = NOTHING;
    private int dataBytes;
    private String trouble = "";

    private Buffer chunk = NOTHING;
    private int position;

    /**
     * @param maxFrameBytes largest size of a frame, its type included
     */
    public FrameReader(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /** What the bytes so far amount to. */
    public sealed interface Step {
        record Complete(Frame frame) implements Step {}

        /** The rest of the frame has not come yet. */
        record Incomplete() implements Step {}

        /**
         * The connection is of no more use.
         *
         * @param reason for people; holds nothing of what was sent but numbers
         */
        record Malformed(String reason) implements Step {}

        default <R> R match(
                Function<Complete, R> complete,
                Function<Incomplete, R> incomplete,
                Function<Malformed, R> malformed) {
            if (this instanceof Complete c) {
                return complete.apply(c);
            }
            if (this instanceof Incomplete i) {
                return incomplete.apply(i);
            }
            return malformed.apply((Malformed) this);
        }
    }

    private static final Step INCOMPLETE = new Step.Incomplete();

    /** Takes the next bytes, which must not be changed afterwards. */
    public void offer(Buffer bytes) {
        int unread = chunk.length() - position;
        chunk = unread == 0 ? bytes : rest().appendBuffer(bytes);
        position = 0;
    }

    /** The next frame, if it is there. */
    public Step next() {
        if (stage == Stage.FRAME_HEAD && headFilled(FRAME_HEAD)) {
            begin(head.getInt(0), head.getInt(TYPE_AT));
        }
        if (stage == Stage.MESSAGE_HEAD && headFilled(WHOLE_HEAD)) {
            expect(head.getInt(0) + TYPE_AT - WHOLE_HEAD);
        }
        if (stage == Stage.DATA && dataFilled()) {
            return complete();
        }
        return stage == Stage.MALFORMED ? new Step.Malformed(trouble) : INCOMPLETE;
    }

    /** Takes out what was offered and not read: bytes that belong to another way of writing. */
    public Buffer rest() {
        Buffer rest = Buffer.buffer(chunk.length() - position);
        rest.appendBuffer(chunk, position, chunk.length() - position);
        chunk = NOTHING;
        position = 0;
        return rest;
    }

    private void begin(int size, int type) {
        if (size < TYPE_BYTES) {
            malformed("a frame of " + size + " bytes has no room for its type");
        } else if (size > maxFrameBytes) {
            malformed("a frame of " + size + " bytes, when " + maxFrameBytes + " are allowed");
        } else if (type == MESSAGE && size + TYPE_AT < WHOLE_HEAD) {
            malformed("a message of " + size + " bytes has no room for its id");
        } else if (type == MESSAGE) {
            stage = Stage.MESSAGE_HEAD;
        } else if (type == RESPONSE || type == FAILURE) {
            expect(size - TYPE_BYTES);
        } else {
            malformed("a frame of type " + type);
        }
    }

    private void expect(int length) {
        stage = Stage.DATA;
        dataBytes = length;
        data = Buffer.buffer(length);
    }

    private Step complete() {
        Frame frame =
                switch (head.getInt(TYPE_AT)) {
                    case RESPONSE -> new Frame.Response(data.toString());
                    case FAILURE -> failure(data.toString());
                    default -> message();
                };
        stage = Stage.FRAME_HEAD;
        headBytes = 0;
        data = NOTHING;
        if (frame instanceof Frame.Message message && !Command.isId(message.id())) {
            malformed("a message whose id is not text");
            return new Step.Malformed(trouble);
        }
        return new Step.Complete(frame);
    }

    private static Frame failure(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? new Frame.Failure(text, "")
                : new Frame.Failure(text.substring(0, space), text.substring(space + 1));
    }

    private Frame message() {
        int attempts = Short.toUnsignedInt(head.getShort(ATTEMPTS_AT));
        return new Frame.Message(
                head.getLong(TIMESTAMP_AT),
                // nsqd counts in 16 bits and begins again at 0.
                attempts == 0 ? MOST_ATTEMPTS : attempts,
                new String(head.array(), ID_AT, ID_BYTES, StandardCharsets.ISO_8859_1),
                data);
    }

    private void malformed(String reason) {
        stage = Stage.MALFORMED;
        trouble = reason;
    }

    private boolean headFilled(int needed) {
        int count = Math.min(needed - headBytes, chunk.length() - position);
        chunk.getBytes(position, position + count, head.array(), headBytes);
        headBytes += count;
        position += count;
        return headBytes == needed;
    }

    private boolean dataFilled() {
        int count = Math.min(dataBytes - data.length(), chunk.length() - position);
        data.appendBuffer(chunk, position, count);
        position += count;
        return data.length() == dataBytes;
    }
}
