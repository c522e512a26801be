package org.inkstream.loadtest.peers;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * An agent that answers every tool after one and the same delay and counts which calls arrived: MCP
 * over HTTP/1.1 and clear-text HTTP/2, on any path. Beside it {@code GET /stats}, {@code GET
 * /arrivals} and {@code POST /reset}. It has one event loop, which owns the counts.
 */
public final class CountingServer extends VerticleBase {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final byte[] KEY = CallBytes.quoted("key");
    private static final byte[] RUN = CallBytes.quoted("runId");
    private static final byte[] TOOL = CallBytes.quoted("tool");
    private static final byte[] DOCUMENT = CallBytes.quoted("documentId");

    /** More than any scenario has in the air, so that flow control is never what is measured. */
    private static final int STREAMS = 100_000;

    private static final int WINDOW_BYTES = 16 << 20;
    private static final int NO_SUCH_TOOL = 400;

    private final int port;
    private final long delayMs;
    private final Answers answers;
    private final boolean keyed;
    private final Introduction introduction = new Introduction();
    private final Arrivals arrivals = new Arrivals();
    private int boundPort;

    /**
     * @param port 0 means any free port, see {@link #port()}
     * @param delayMs from the arrival of a call to its answer
     */
    public CountingServer(int port, long delayMs, Answers answers) {
        this(port, delayMs, answers, false);
    }

    /**
     * @param keyed whether it works once only for a key, and answers again from memory
     */
    public CountingServer(int port, long delayMs, Answers answers, boolean keyed) {
        this.port = port;
        this.delayMs = delayMs;
        this.answers = answers;
        this.keyed = keyed;
    }

    @Override
    public Future<?> start() {
        DelayLine delay = new DelayLine(vertx, delayMs);
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setHttp2ClearTextEnabled(true)
                        .setHttp2ConnectionWindowSize(WINDOW_BYTES)
                        .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(STREAMS));
        return vertx.createHttpServer(options)
                .requestHandler(request -> handle(request, delay))
                .listen()
                .onSuccess(server -> boundPort = server.actualPort());
    }

    /** Where it listens, once it is deployed. */
    public int port() {
        return boundPort;
    }

    private void handle(HttpServerRequest request, DelayLine delay) {
        boolean asksCounts =
                request.method().equals(HttpMethod.GET) || request.path().equals("/reset");
        request.bodyHandler(
                body -> {
                    if (asksCounts) {
                        answerCounts(request);
                    } else {
                        answerCall(request.response(), new CallBytes(body), delay);
                    }
                });
    }

    private void answerCall(HttpServerResponse response, CallBytes call, DelayLine delay) {
        if (introduction.isAsked(call.method())) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                    .end(introduction.answer(call.method(), call.id()));
            return;
        }
        String tool = call.ofCall(TOOL);
        if (!answers.has(tool)) {
            response.setStatusCode(NO_SUCH_TOOL).end();
            return;
        }
        String name = call.ofCall(RUN) + ' ' + tool + ' ' + call.ofCall(KEY);
        arrivals.arrived(name);
        Buffer answer = answers.render(tool, call.id(), call.ofCall(DOCUMENT));
        if (keyed && arrivals.hasWorkedFor(name)) {
            finish(response, answer);
        } else {
            delay.add(
                    () -> {
                        arrivals.worked(name, keyed);
                        finish(response, answer);
                    });
        }
    }

    private void finish(HttpServerResponse response, Buffer answer) {
        arrivals.left();
        if (!response.closed()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(answer);
        }
    }

    private void answerCounts(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        switch (request.path()) {
            case "/stats" ->
                    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                            .end(arrivals.stats().toBuffer());
            case "/arrivals" -> response.end(arrivals.lines());
            case "/reset" -> {
                arrivals.reset();
                response.end();
            }
            default -> response.setStatusCode(404).end();
        }
    }
}
