package org.inkstream.agents.mcp.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.time.Timers;

/** Reads the body of one request, which must be short and must not take for ever. */
final class BoundedBody {
    /** A letter of 512 KiB in which every character is escaped, and what stands around it. */
    static final int LARGEST_BYTES = 4 << 20;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpServerRequest request;
    private final Buffer body = Buffer.buffer();
    private boolean refused;

    private BoundedBody(HttpServerRequest request) {
        this.request = request;
    }

    /**
     * @param whole called with the body, unless it was refused
     */
    static void read(HttpServerRequest request, Timers timers, Consumer<Buffer> whole) {
        BoundedBody reading = new BoundedBody(request);
        Timers.Timer limit =
                timers.after(
                        LIMIT,
                        () -> reading.refuse(Refusals.REQUEST_TIMEOUT, "the body came too slowly"));
        request.exceptionHandler(broken -> limit.cancel());
        request.handler(reading::take);
        request.endHandler(
                ended -> {
                    limit.cancel();
                    if (!reading.refused) {
                        whole.accept(reading.body);
                    }
                });
    }

    private void take(Buffer chunk) {
        if (refused) {
            return;
        }
        if (body.length() + chunk.length() > LARGEST_BYTES) {
            refuse(Refusals.TOO_LARGE, "the body is larger than " + LARGEST_BYTES + " bytes");
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void refuse(int status, String why) {
        refused = true;
        request.response()
                .putHeader("connection", "close")
                .endHandler(sent -> request.connection().close());
        Refusals.send(request.response(), status, Rpc.INVALID_REQUEST, why);
    }
}
