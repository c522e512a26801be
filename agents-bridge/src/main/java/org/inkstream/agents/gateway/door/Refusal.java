package org.inkstream.agents.gateway.door;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** Sends objections. */
final class Refusal {
    private static final long MS_PER_SECOND = 1_000;

    private Refusal() {}

    static void send(HttpServerResponse response, Objection objection) {
        if (response.ended() || response.closed()) {
            return;
        }
        if (!objection.retryAfter().isZero()) {
            long seconds = (objection.retryAfter().toMillis() + MS_PER_SECOND - 1) / MS_PER_SECOND;
            response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        }
        response.setStatusCode(objection.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(objection.toJson().toBuffer());
    }

    /** The rest of the body is not read, so nothing else can come over its stream. */
    static void sendBeforeTheEnd(HttpServerRequest request, Objection objection) {
        HttpServerResponse response = request.response();
        if (request.isEnded()) {
            send(response, objection);
        } else if (request.version().equals(HttpVersion.HTTP_2)) {
            // The connection belongs to other requests too.
            response.endHandler(sent -> response.reset(0));
            send(response, objection);
        } else {
            response.putHeader(HttpHeaders.CONNECTION, "close")
                    .endHandler(sent -> request.connection().close());
            send(response, objection);
        }
    }
}
