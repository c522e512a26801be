package org.inkstream.loadtest.peers.models;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Writes the pieces of a stream evenly over a time, and stops when the client is gone. */
final class Pace {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final List<Buffer> pieces;
    private final long nanos;
    private final LongSupplier clock;
    private final long begun;
    private int written;

    Pace(Vertx vertx, HttpServerResponse response, List<Buffer> pieces, Duration over) {
        this(vertx, response, pieces, over, System::nanoTime);
    }

    /**
     * @param pieces two or more
     * @param clock in nanoseconds
     */
    Pace(
            Vertx vertx,
            HttpServerResponse response,
            List<Buffer> pieces,
            Duration over,
            LongSupplier clock) {
        this.vertx = vertx;
        this.response = response;
        this.pieces = pieces;
        this.nanos = over.toMillis() == 0 ? 0 : over.toNanos();
        this.clock = clock;
        this.begun = clock.getAsLong();
    }

    void run() {
        if (response.closed()) {
            return;
        }
        int last = pieces.size() - 1;
        long wait = wait(written);
        while (wait == 0 && written < last) {
            response.write(pieces.get(written));
            written++;
            wait = wait(written);
        }
        if (wait > 0) {
            vertx.setTimer(wait, due -> run());
        } else {
            response.end(pieces.get(last));
        }
    }

    /** Milliseconds until a piece is due: the first one at once, the last one at the end. */
    private long wait(int piece) {
        long due = nanos * piece / (pieces.size() - 1);
        long left = due - (clock.getAsLong() - begun);
        return left <= 0 ? 0 : Math.max(1, left / NANOS_PER_MILLI);
    }
}
