package org.inkstream.agents.mcp.client;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.EventStream;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.RetryAfter;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * One message as one HTTP request: everything but a tool call of the current revision, for which
 * {@link HttpExchange} is the short way. Used on its client's event loop only.
 */
final class HttpPost {
    static final String SESSION_HEADER = "mcp-session-id";

    private static final int HTTP_OK = 200;
    private static final int LARGEST_ANSWER_BYTES = 4 << 20;

    private final long id;
    private final Timers timers;
    private final Consumer<Message> others;
    private final Promise<Wire.Answer> answer = Promise.promise();
    private @Nullable HttpClientRequest request;
    private boolean given;
    private int received;
    private int status;
    private String session = "";

    /**
     * @param id of the request in the message; 0 if it wants no answer
     * @param others hears the notifications and requests that come before the answer
     */
    HttpPost(long id, Timers timers, Consumer<Message> others) {
        this.id = id;
        this.timers = timers;
        this.others = others;
    }

    /** The answer; for a message that wants none, an empty result when it was accepted. */
    Future<Wire.Answer> answer() {
        return answer.future();
    }

    /** The HTTP status of the answer, 0 while there is none. */
    int status() {
        return status;
    }

    void start(
            HttpClientAgent client,
            RequestOptions endpoint,
            Consumer<HttpClientRequest> prepare,
            Buffer body) {
        connection(client, endpoint)
                .compose(
                        connected -> {
                            request = connected;
                            if (given) {
                                connected.reset();
                                return Future.failedFuture(connection("given up"));
                            }
                            prepare.accept(connected);
                            // Heard in the turn that sends: whoever listens later may find the
                            // answer gone by.
                            return connected.send(body).onSuccess(this::receive);
                        })
                .onFailure(this::fail);
    }

    private static Future<HttpClientRequest> connection(
            HttpClientAgent client, RequestOptions endpoint) {
        try {
            return client.request(endpoint);
        } catch (IllegalStateException closed) {
            return Future.failedFuture(connection("the client is closed"));
        }
    }

    /** Ends the request, whatever it was doing; harmless when it has ended. */
    void give(CallFailure up) {
        given = true;
        fail(up);
        if (request != null) {
            request.reset();
        }
    }

    private void receive(HttpClientResponse response) {
        response.exceptionHandler(this::fail);
        status = response.statusCode();
        session = Optional.ofNullable(response.getHeader(SESSION_HEADER)).orElse("");
        String type = Optional.ofNullable(response.getHeader(HttpHeaders.CONTENT_TYPE)).orElse("");
        if (status == HTTP_OK && type.startsWith("text/event-stream")) {
            receiveStream(response);
        } else if (id == 0 && status < HttpResponseStatus.MULTIPLE_CHOICES.code()) {
            response.endHandler(
                    ended -> succeed(new Message.Result(0L, new io.vertx.core.json.JsonObject())));
        } else {
            receiveWhole(response);
        }
    }

    private void receiveWhole(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.handler(chunk -> withinLimit(chunk, body::appendBuffer));
        response.endHandler(
                ended -> {
                    try {
                        Message message = MessageCodec.decode(body);
                        // With these the protocol says in the body what was wrong.
                        if (status == HTTP_OK || message instanceof Message.Refusal) {
                            hear(message);
                            return;
                        }
                    } catch (MalformedMessage noMessage) {
                        if (status == HTTP_OK) {
                            fail(noMessage);
                            return;
                        }
                    }
                    String retryAfter = response.getHeader(HttpHeaders.RETRY_AFTER);
                    fail(Failures.ofStatus(status, RetryAfter.parse(retryAfter, timers.now())));
                });
    }

    private void receiveStream(HttpClientResponse response) {
        EventStream events = new EventStream(event -> hear(MessageCodec.decode(event)));
        response.handler(
                chunk ->
                        withinLimit(
                                chunk,
                                bytes -> {
                                    try {
                                        events.feed(bytes);
                                    } catch (MalformedMessage noMessage) {
                                        give(Failures.of(noMessage));
                                    }
                                }));
        response.endHandler(ended -> fail(connection("the stream ended unanswered")));
    }

    private void withinLimit(Buffer chunk, Consumer<Buffer> taker) {
        received += chunk.length();
        if (received <= LARGEST_ANSWER_BYTES) {
            taker.accept(chunk);
        } else {
            give(new CallFailure(ErrorClass.INVALID_DATA, "the answer is too large"));
        }
    }

    private void hear(Message message) {
        if (message instanceof Message.Request || message instanceof Message.Notification) {
            others.accept(message);
        } else if (message instanceof Message.Result result && !result.id().equals(id)) {
            give(new CallFailure(ErrorClass.INVALID_DATA, "the agent answered another request"));
        } else {
            succeed(message);
        }
    }

    private void succeed(Message message) {
        if (answer.tryComplete(new Wire.Answer(message, session))
                && request != null
                && status == HTTP_OK
                && received > 0) {
            lingerBriefly();
        }
    }

    /** A stream that stays open after the answer must not keep its connection. */
    private void lingerBriefly() {
        HttpClientRequest sent = request;
        Timers.Timer linger =
                timers.after(
                        Duration.ofSeconds(1),
                        () -> {
                            if (sent != null) {
                                sent.reset();
                            }
                        });
        if (sent != null) {
            sent.response().compose(HttpClientResponse::end).onComplete(ended -> linger.cancel());
        }
    }

    private void fail(Throwable cause) {
        answer.tryFail(Failures.of(cause));
    }

    private static CallFailure connection(String why) {
        return new CallFailure(ErrorClass.CONNECTION, why);
    }
}
