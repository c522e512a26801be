package org.inkstream.pipeline.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** The body of one request, up to a size. Used on the request's event loop. */
final class WholeBody {
    private static final int TOO_LARGE = 413;

    private WholeBody() {}

    /** Fails with a {@link Refusal} as soon as it is too large; what then comes is thrown away. */
    static Future<Buffer> of(HttpServerRequest request, int mostBytes) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(
                chunk -> {
                    if (body.length() + chunk.length() <= mostBytes) {
                        body.appendBuffer(chunk);
                    } else {
                        whole.tryFail(tooLarge(mostBytes));
                    }
                });
        request.exceptionHandler(whole::tryFail);
        request.endHandler(ended -> whole.tryComplete(body));
        return whole.future();
    }

    private static Refusal tooLarge(int mostBytes) {
        return new Refusal(
                TOO_LARGE,
                "the body has more than " + mostBytes + " bytes",
                "ask for several jobs, or raise coordinator.maxBodyBytes");
    }
}
