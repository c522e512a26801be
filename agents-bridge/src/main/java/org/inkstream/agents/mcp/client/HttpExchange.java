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
import java.util.Objects;
import java.util.function.Consumer;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.ToolReply;
import org.inkstream.agents.mcp.wire.EventStream;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.McpHeaders;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.RetryAfter;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/** One attempt as one HTTP request. Used on its client's event loop only. */
final class HttpExchange implements Agent.Exchange {
    private static final int HTTP_OK = 200;
    private static final int LARGEST_ANSWER_BYTES = 4 << 20;

    /** How long a stream may stay open after the answer; then its connection is taken back. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private static final Timers.Timer NO_TIMER = () -> false;

    private final long id;
    private final Timers timers;
    private final CallProgress progress;
    private final Promise<ToolReply> reply = Promise.promise();
    private @Nullable Buffer unsent;
    private @Nullable HttpClientRequest request;
    private Timers.Timer linger = NO_TIMER;
    private boolean aborted;
    private int received;

    /**
     * @param id the JSON-RPC id of the request
     */
    HttpExchange(long id, Timers timers, CallProgress progress) {
        this.id = id;
        this.timers = timers;
        this.progress = progress;
    }

    void start(HttpClientAgent client, RequestOptions endpoint, String tool, Buffer body) {
        // Until there is a connection; the time of the tool counts from when it is sent.
        progress.queued();
        unsent = body;
        client.request(endpoint).compose(connected -> send(connected, tool)).onFailure(this::fail);
    }

    /** Ends before it began. */
    void refuse(MalformedMessage unsendable) {
        reply.fail(Failures.of(unsendable));
    }

    @Override
    public Future<ToolReply> reply() {
        return reply.future();
    }

    @Override
    public void abort() {
        aborted = true;
        reset();
    }

    private Future<HttpClientResponse> send(HttpClientRequest connected, String tool) {
        request = connected;
        Buffer body = Objects.requireNonNull(unsent, "a request is sent once");
        // Kept, or held by the lambda, every letter would wait in memory for its eight answers.
        unsent = null;
        if (aborted) {
            // Given up while it waited for a connection, which goes back to the pool unused.
            reset();
            return Future.failedFuture(new CallFailure(ErrorClass.CONNECTION, "given up"));
        }
        McpHeaders.put(connected, tool);
        progress.dispatched();
        // Heard in the turn that sends: whoever listens later may find the answer gone by.
        return connected.send(body).onSuccess(this::receive);
    }

    private void receive(HttpClientResponse response) {
        response.exceptionHandler(this::fail);
        String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
        if (response.statusCode() != HTTP_OK) {
            receiveWhole(response, body -> fail(refusal(response, body)));
        } else if (isType(type, McpHeaders.JSON)) {
            receiveWhole(response, body -> hear(MessageCodec.decode(body)));
        } else if (isType(type, McpHeaders.EVENT_STREAM)) {
            receiveStream(response);
        } else {
            fail(invalid("the agent answered with neither JSON nor an event stream"));
            reset();
        }
    }

    private void receiveWhole(HttpClientResponse response, Consumer<Buffer> whole) {
        Buffer body = Buffer.buffer();
        response.handler(
                chunk -> {
                    if (isWithinLimit(chunk)) {
                        body.appendBuffer(chunk);
                    }
                });
        response.endHandler(ended -> guarded(() -> whole.accept(body)));
    }

    private void receiveStream(HttpClientResponse response) {
        ProgressNotes notes = new ProgressNotes(id, progress);
        EventStream events = new EventStream(event -> hearEvent(MessageCodec.decode(event), notes));
        response.handler(
                chunk -> {
                    if (isWithinLimit(chunk)) {
                        guarded(() -> events.feed(chunk));
                    }
                });
        response.endHandler(
                ended -> {
                    linger.cancel();
                    fail(new CallFailure(ErrorClass.CONNECTION, "the stream ended unanswered"));
                });
    }

    private boolean isWithinLimit(Buffer chunk) {
        received += chunk.length();
        if (received <= LARGEST_ANSWER_BYTES) {
            return true;
        }
        fail(invalid("the answer is larger than " + LARGEST_ANSWER_BYTES + " bytes"));
        reset();
        return false;
    }

    private void hearEvent(Message message, ProgressNotes notes) {
        if (message instanceof Message.Notification notification) {
            notes.hear(notification);
        } else if (!reply.future().isComplete()) {
            linger = timers.after(LINGER, this::reset);
            hear(message);
        }
    }

    private void hear(Message message) {
        reply.tryComplete(CallMessages.reply(id, message));
    }

    /** A handler that threw would be lost, and the attempt would end as a timeout. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (CallFailure | MalformedMessage unusable) {
            fail(unusable);
        }
    }

    private CallFailure refusal(HttpClientResponse response, Buffer body) {
        int status = response.statusCode();
        // With these two the protocol says in the body what was wrong.
        if (status == HttpResponseStatus.BAD_REQUEST.code()
                || status == HttpResponseStatus.NOT_FOUND.code()) {
            try {
                if (MessageCodec.decode(body) instanceof Message.Refusal error) {
                    return Failures.ofRefusal(error);
                }
            } catch (MalformedMessage noMessage) {
                return Failures.ofStatus(status, Duration.ZERO);
            }
        }
        String retryAfter = response.getHeader(HttpHeaders.RETRY_AFTER);
        return Failures.ofStatus(status, RetryAfter.parse(retryAfter, timers.now()));
    }

    private void fail(Throwable cause) {
        linger.cancel();
        if (!aborted) {
            reply.tryFail(Failures.of(cause));
        }
    }

    /** Ends the request's stream, or its connection where it has one to itself. */
    private void reset() {
        linger.cancel();
        if (request != null) {
            request.reset();
        }
    }

    private static boolean isType(@Nullable String header, CharSequence type) {
        return header != null && header.regionMatches(true, 0, type.toString(), 0, type.length());
    }

    private static CallFailure invalid(String why) {
        return new CallFailure(ErrorClass.INVALID_DATA, why);
    }
}
