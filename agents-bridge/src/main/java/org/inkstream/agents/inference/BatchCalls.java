package org.inkstream.agents.inference;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.RetryAfter;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.Deadlines;
import org.inkstream.time.Timers;

/**
 * The operations of Anthropic's Batch API, one HTTP exchange each, on connections of their own. A
 * failure is a {@link CallFailure}. Used on its endpoint's event loop only.
 */
final class BatchCalls {
    private static final String BATCHES = "/v1/messages/batches";
    private static final int HTTP_OK = 200;
    private static final int CONNECTIONS = 4;
    private static final int LONGEST_BODY_BYTES = 64 << 10;
    private static final Duration SHORT = Duration.ofMinutes(1);

    /** For what may carry thousands of letters or answers. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private final ServerAddress address;
    private final Dialect dialect;
    private final Timers timers;
    private final HttpClientAgent client;
    private int inTheAir;

    BatchCalls(
            Vertx vertx, EndpointSpec spec, ServerAddress address, Dialect dialect, Timers timers) {
        this.address = address;
        this.dialect = dialect;
        this.timers = timers;
        this.client =
                vertx.httpClientBuilder()
                        .with(HttpModelEndpoint.options(spec).setSsl(address.secure()))
                        .with(
                                new PoolOptions()
                                        .setHttp1MaxSize(CONNECTIONS)
                                        .setMaxWaitQueueSize(-1))
                        .build();
    }

    /** The batch as the server knows it from now on. */
    Future<JsonObject> create(Buffer requests) {
        return exchange(HttpMethod.POST, BATCHES, requests, LONG, BatchCalls::object);
    }

    /** How far the batch is. */
    Future<JsonObject> ask(String id) {
        return exchange(HttpMethod.GET, path(id, ""), Buffer.buffer(), SHORT, BatchCalls::object);
    }

    /** What is not begun will not be. */
    Future<Void> cancel(String id) {
        return exchange(
                        HttpMethod.POST,
                        path(id, "/cancel"),
                        Buffer.buffer("{}"),
                        SHORT,
                        BatchCalls::object)
                .mapEmpty();
    }

    /**
     * Reads the results of a batch that has ended, one line at a time. The address that the server
     * names for them is not used: the key goes nowhere but to the endpoint.
     *
     * @param longest bytes of a line
     * @param lines called with each line; what it throws ends the reading
     */
    Future<Void> results(String id, int longest, Consumer<Buffer> lines) {
        return exchange(
                HttpMethod.GET,
                path(id, "/results"),
                Buffer.buffer(),
                LONG,
                response -> {
                    Lines cut = new Lines(longest, lines);
                    return read(response, cut::feed).compose(over -> end(cut));
                });
    }

    private static Future<Void> end(Lines lines) {
        lines.end();
        return Future.succeededFuture();
    }

    /** Exchanges that have not ended. */
    int inTheAir() {
        return inTheAir;
    }

    Future<Void> close() {
        return client.close();
    }

    private static String path(String id, String operation) {
        return BATCHES + "/" + id + operation;
    }

    private <T> Future<T> exchange(
            HttpMethod method,
            String path,
            Buffer body,
            Duration limit,
            Function<HttpClientResponse, Future<T>> reading) {
        inTheAir++;
        return client.request(address.request(method, path))
                .compose(http -> exchange(http, body, limit, reading))
                .onComplete(over -> inTheAir--)
                .recover(cause -> Future.failedFuture(failure(cause)));
    }

    private <T> Future<T> exchange(
            HttpClientRequest http,
            Buffer body,
            Duration limit,
            Function<HttpClientResponse, Future<T>> reading) {
        http.exceptionHandler(broken -> {});
        http.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        dialect.sign(http.headers());
        Future<HttpClientResponse> sent = body.length() == 0 ? http.send() : http.send(body);
        Future<T> read = sent.compose(response -> judged(response, reading));
        return Deadlines.within(timers, limit, read).onFailure(given -> http.reset());
    }

    private <T> Future<T> judged(
            HttpClientResponse response, Function<HttpClientResponse, Future<T>> reading) {
        dialect.heard(response.headers());
        if (response.statusCode() == HTTP_OK) {
            return reading.apply(response);
        }
        Duration retryAfter =
                RetryAfter.parse(response.getHeader(HttpHeaders.RETRY_AFTER), timers.now());
        return object(response)
                .otherwise(noJson -> new JsonObject())
                .compose(
                        why ->
                                Future.failedFuture(
                                        Refusals.ofStatus(response.statusCode(), why, retryAfter)));
    }

    private static Future<JsonObject> object(HttpClientResponse response) {
        Buffer whole = Buffer.buffer();
        return read(
                        response,
                        chunk -> {
                            if (whole.length() + chunk.length() > LONGEST_BODY_BYTES) {
                                throw new MalformedMessage("too long for what it should be");
                            }
                            whole.appendBuffer(chunk);
                        })
                .map(over -> JsonTree.read(whole));
    }

    /** Completes at the end of the body; fails with what the reader throws. */
    private static Future<Void> read(HttpClientResponse response, Consumer<Buffer> chunks) {
        Promise<Void> over = Promise.promise();
        response.exceptionHandler(over::tryFail);
        response.endHandler(end -> over.tryComplete());
        response.handler(
                chunk -> {
                    if (over.future().isComplete()) {
                        return;
                    }
                    try {
                        chunks.accept(chunk);
                    } catch (RuntimeException unreadable) {
                        over.tryFail(unreadable);
                    }
                });
        return over.future();
    }

    private static CallFailure failure(Throwable cause) {
        return cause instanceof MalformedMessage malformed
                ? new CallFailure(
                        ErrorClass.INVALID_DATA,
                        "the model server's answer cannot be read: " + malformed.getMessage())
                : Failures.of(cause);
    }
}
