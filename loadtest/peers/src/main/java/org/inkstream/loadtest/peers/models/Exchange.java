package org.inkstream.loadtest.peers.models;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.inkstream.loadtest.peers.ScriptedReply;

/**
 * One request whose turn it is, with the good answer to it. Used on the server's event loop; what
 * it has put off is dropped once the client is gone.
 */
public final class Exchange {
    private final Vertx vertx;
    private final HttpServerResponse response;
    private final ModelRequest request;
    private final Rendering rendering;
    private final ModelAnswer draft;

    /** Turns answers into bytes: a dialect's, or those of a page that no model has a part in. */
    interface Rendering {
        int status();

        String contentType();

        List<Buffer> pieces(ModelAnswer answer);

        Buffer error(int status, String message);

        Buffer errorEvent(int status);
    }

    Exchange(
            Vertx vertx,
            HttpServerResponse response,
            ModelRequest request,
            Rendering rendering,
            ModelAnswer draft) {
        this.vertx = vertx;
        this.response = response;
        this.request = request;
        this.rendering = rendering;
        this.draft = draft;
    }

    public ModelRequest request() {
        return request;
    }

    /** A good answer in the time it takes: whole at the end, or its pieces spread over it. */
    void answer(UnaryOperator<ModelAnswer> change, Map<String, String> headers) {
        ModelAnswer answer = change.apply(draft);
        List<Buffer> pieces = rendering.pieces(answer);
        headers.forEach(response::putHeader);
        head();
        ModelTimes times = answer.times();
        if (pieces.size() == 1) {
            later(times.untilFirst().plus(times.eval()), () -> response.end(pieces.get(0)));
            return;
        }
        response.setChunked(true);
        // A client that measures the time to the first token must see it.
        later(times.untilFirst(), () -> new Pace(vertx, response, pieces, times.eval()).run());
    }

    /** A body that goes wrong, after the time that a good answer takes. */
    void send(UnaryOperator<ModelAnswer> change, Function<List<Buffer>, ScriptedReply> reply) {
        ModelAnswer answer = change.apply(draft);
        List<Buffer> pieces = rendering.pieces(answer);
        ModelTimes times = answer.times();
        later(
                times.untilFirst().plus(times.eval()),
                () -> {
                    head();
                    reply.apply(pieces).play(vertx, response, Spoiled.joined(pieces));
                });
    }

    void error(int status, String message, Map<String, String> headers) {
        headers.forEach(response::putHeader);
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, Wire.JSON)
                .end(rendering.error(status, message));
    }

    Buffer errorEvent(int status) {
        return rendering.errorEvent(status);
    }

    List<Buffer> piecesOfAnother() {
        return rendering.pieces(draft.ofAnother());
    }

    private void head() {
        response.setStatusCode(rendering.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, rendering.contentType());
    }

    private void later(Duration delay, Runnable work) {
        // What takes less than a timer can measure is a number in the answer, not a wait.
        if (delay.toMillis() == 0) {
            work.run();
            return;
        }
        vertx.setTimer(
                delay.toMillis(),
                due -> {
                    if (!response.closed()) {
                        work.run();
                    }
                });
    }
}
