package org.inkstream.loadtest.peers;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writes bodies that are too slow, too long or never over: a piece at a time, the next one when the
 * connection has taken the last, and none any more once the client is gone.
 */
final class Pouring {
    private static final int PIECE_BYTES = 64 * 1_024;

    private final Vertx vertx;
    private final HttpServerResponse response;

    Pouring(Vertx vertx, HttpServerResponse response) {
        this.vertx = vertx;
        this.response = response;
        response.setChunked(true);
    }

    /** This piece again and again, however short it is. */
    void forever(Buffer piece) {
        Buffer pieces = Buffer.buffer(PIECE_BYTES + piece.length());
        while (pieces.length() < PIECE_BYTES) {
            pieces.appendBuffer(piece);
        }
        repeat(pieces, Long.MAX_VALUE, () -> {});
    }

    /**
     * The body with so many bytes of padding that a parser has to read: a member of the JSON
     * object, or a comment line before the first event.
     */
    void padded(Buffer body, long paddingBytes) {
        boolean json = body.length() > 0 && body.getByte(0) == '{';
        Buffer before = Buffer.buffer(json ? "{\"padding\":\"" : ": ");
        Buffer after = Buffer.buffer(json ? "\"," : "\n\n");
        Buffer rest = json ? body.getBuffer(1, body.length()) : body;
        Buffer padding = Buffer.buffer("a".repeat(PIECE_BYTES));
        write(
                before,
                () -> repeat(padding, paddingBytes, () -> response.end(after.appendBuffer(rest))));
    }

    /** A few bytes at a time. */
    void drip(Buffer body, int bytesAtATime, long everyMillis) {
        if (response.closed()) {
            return;
        }
        if (body.length() <= bytesAtATime) {
            response.end(body);
            return;
        }
        response.write(body.getBuffer(0, bytesAtATime));
        Buffer rest = body.getBuffer(bytesAtATime, body.length());
        vertx.setTimer(everyMillis, due -> drip(rest, bytesAtATime, everyMillis));
    }

    private void repeat(Buffer piece, long bytes, Runnable then) {
        if (bytes <= 0) {
            then.run();
            return;
        }
        Buffer now = bytes < piece.length() ? piece.getBuffer(0, (int) bytes) : piece;
        write(now, () -> repeat(piece, bytes - now.length(), then));
    }

    private void write(Buffer piece, Runnable then) {
        // By way of the loop: a write that is done at once must not deepen the stack.
        response.write(piece).onSuccess(written -> vertx.runOnContext(next -> then.run()));
    }
}
