package org.inkstream.agents.inference;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;

/** Reads a page by which a server tells of itself, as long as it is neither late nor long. */
final class Page {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int HTTP_OK = 200;
    private static final int HTTP_UNAVAILABLE = 503;

    /** Many times what vLLM says with all its histograms. */
    private static final int LONGEST_BYTES = 2 << 20;

    private final HttpClientAgent client;
    private final Dialect dialect;
    private final Timers timers;

    Page(HttpClientAgent client, Dialect dialect, Timers timers) {
        this.client = client;
        this.dialect = dialect;
        this.timers = timers;
    }

    Future<Buffer> get(RequestOptions where) {
        return client.request(where)
                .compose(this::exchange)
                .recover(cause -> Future.failedFuture(Failures.of(cause)));
    }

    private Future<Buffer> exchange(HttpClientRequest request) {
        dialect.sign(request.headers());
        Future<Buffer> told = request.send().compose(Page::read);
        return Deadlines.within(timers, LIMIT, told)
                // Its connection is not worth keeping if the answer was late or too long.
                .onFailure(late -> request.exceptionHandler(reset -> {}).reset());
    }

    private static Future<Buffer> read(HttpClientResponse response) {
        Promise<Buffer> told = Promise.promise();
        Buffer body = Buffer.buffer();
        String path = response.request().path();
        response.exceptionHandler(told::tryFail);
        response.handler(
                chunk -> {
                    if (body.length() + chunk.length() > LONGEST_BYTES) {
                        told.tryFail(silent("says too much at " + path));
                    } else {
                        body.appendBuffer(chunk);
                    }
                });
        response.endHandler(
                over -> {
                    if (response.statusCode() == HTTP_OK) {
                        told.tryComplete(body);
                    } else if (response.statusCode() == HTTP_UNAVAILABLE) {
                        told.tryFail(notReady(path));
                    } else {
                        told.tryFail(silent("has no " + path));
                    }
                });
        return told.future();
    }

    /** As while it loads a model. */
    private static CallFailure notReady(String path) {
        return new CallFailure(
                ErrorClass.OVERLOADED, "the model server is not ready to show " + path);
    }

    static CallFailure silent(String how) {
        return new CallFailure(ErrorClass.REFUSED, "the model server " + how);
    }
}
