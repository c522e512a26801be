package org.inkstream.agents.gateway.door;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.inkstream.time.Timers;

/** Reads the body of one request, which must be short and must not take for ever. */
final class DoorBody {
    /** As long as the longest letter with its prompt and findings, twice. */
    static final int LARGEST_BYTES = 4 << 20;

    static final Duration LIMIT = Duration.ofSeconds(30);

    private final Room.Visit visit;
    private final Promise<Buffer> whole = Promise.promise();
    private final Buffer body = Buffer.buffer();

    private DoorBody(Room.Visit visit) {
        this.visit = visit;
    }

    /** Fails with an {@link Objection}, or because the caller has gone. */
    static Future<Buffer> read(HttpServerRequest http, Timers timers, Room.Visit visit) {
        DoorBody reading = new DoorBody(visit);
        Timers.Timer limit =
                timers.after(
                        LIMIT,
                        () ->
                                reading.whole.tryFail(
                                        new Objection(
                                                Objection.REQUEST_TIMEOUT,
                                                "the body came too slowly")));
        http.exceptionHandler(reading.whole::tryFail);
        http.handler(reading::take);
        http.endHandler(ended -> reading.whole.tryComplete(reading.body));
        return reading.whole.future().onComplete(over -> limit.cancel());
    }

    private void take(Buffer chunk) {
        if (whole.future().isComplete()) {
            return;
        }
        try {
            visit.take(chunk.length());
        } catch (Objection noRoom) {
            whole.tryFail(noRoom);
            return;
        }
        if (body.length() + chunk.length() > LARGEST_BYTES) {
            whole.tryFail(
                    new Objection(
                            Objection.TOO_LARGE,
                            "the body is larger than " + LARGEST_BYTES + " bytes"));
        } else {
            body.appendBuffer(chunk);
        }
    }
}
