package org.inkstream.agents.inference;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.RetryAfter;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * One generation as one HTTP exchange, which ends once: by its answer, a failure, its deadline or
 * whoever gives it up. What comes later is never applied. Used on its endpoint's event loop only.
 */
final class HttpGeneration implements ModelEndpoint.Generation {
    private static final int HTTP_OK = 200;
    private static final int LONGEST_REFUSAL_BYTES = 64 << 10;

    /** How long a stream may stay open after the answer; then its connection is taken back. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    /** For callers that set no deadline: nothing is in the air for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Dialect dialect;
    private final String provider;
    private final ModelRequest request;
    private final Bounds bounds;
    private final Timers timers;
    private final Consumer<HttpGeneration> ended;
    private final Promise<ModelAnswer> answer = Promise.promise();
    private final Promise<Void> firstByte = Promise.promise();
    private ExchangeState state;
    private long received;
    private long begun;

    /**
     * @param provider who sends the bill
     * @param ended called once, when nothing of the exchange is left
     */
    HttpGeneration(
            Dialect dialect,
            String provider,
            ModelRequest request,
            Timers timers,
            Consumer<HttpGeneration> ended) {
        this.dialect = dialect;
        this.provider = provider;
        this.request = request;
        this.bounds = Bounds.of(request.model());
        this.timers = timers;
        this.ended = ended;
        Duration remaining = request.tag().remaining();
        Duration limit = remaining.isZero() ? LONGEST : remaining;
        this.state = new ExchangeState.Connecting(timers.after(limit, () -> expire(limit)));
    }

    void start(Future<HttpClientRequest> connection, Buffer body) {
        connection.onComplete(connected -> send(connected, body), this::fail);
    }

    @Override
    public Future<ModelAnswer> answer() {
        return answer.future();
    }

    @Override
    public Future<?> begun() {
        return firstByte.future();
    }

    @Override
    public void abort() {
        stop(new CallFailure(ErrorClass.CONNECTION, "given up by whoever asked"));
    }

    private void expire(Duration limit) {
        stop(new CallFailure(ErrorClass.TIMEOUT, "no answer in " + limit));
    }

    private void send(HttpClientRequest connected, Buffer body) {
        if (!(state instanceof ExchangeState.Connecting waited)) {
            // Given up while it waited for a connection, which goes back to the pool unused.
            connected.exceptionHandler(reset -> {});
            connected.reset();
            return;
        }
        begun = timers.monotonicNanos();
        state = new ExchangeState.Asking(connected, waited.deadline());
        connected.exceptionHandler(this::fail);
        connected.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        dialect.sign(connected.headers());
        connected.send(body).onComplete(this::receive, this::fail);
    }

    private void receive(HttpClientResponse response) {
        if (!(state instanceof ExchangeState.Asking asked)) {
            return;
        }
        response.exceptionHandler(this::fail);
        guarded(() -> dialect.heard(response.headers()));
        if (response.statusCode() == HTTP_OK) {
            receiveAnswer(asked, response);
        } else {
            receiveRefusal(response);
        }
    }

    private void receiveAnswer(ExchangeState.Asking asked, HttpClientResponse response) {
        AnswerReader reader =
                dialect.reader(request, response.headers(), bounds, () -> timers.since(begun));
        ResponseParser parser = new ResponseParser(framing(response.headers()), bounds, reader);
        state = new ExchangeState.Hearing(asked.http(), asked.deadline(), reader);
        response.handler(
                chunk -> {
                    if (isWithin(bounds.bytes(), chunk)) {
                        firstByte.tryComplete();
                        hear(reader, () -> parser.feed(chunk));
                    }
                });
        response.endHandler(
                over -> {
                    hear(reader, parser::end);
                    end(connection("the stream ended before the answer did"));
                });
    }

    private void hear(AnswerReader reader, Runnable bytes) {
        if (state instanceof ExchangeState.Hearing) {
            guarded(bytes);
            reader.answer().ifPresent(this::complete);
        }
    }

    private void receiveRefusal(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.handler(
                chunk -> {
                    if (isWithin(LONGEST_REFUSAL_BYTES, chunk)) {
                        body.appendBuffer(chunk);
                    }
                });
        response.endHandler(over -> end(refusal(response, body)));
    }

    private boolean isWithin(long limit, Buffer chunk) {
        received += chunk.length();
        if (received <= limit) {
            return true;
        }
        stop(new CallFailure(ErrorClass.INVALID_DATA, "more than " + limit + " bytes came back"));
        return false;
    }

    /** A handler that threw would be lost, and the generation would end at its deadline only. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (MalformedMessage unreadable) {
            stop(
                    new CallFailure(
                            ErrorClass.INVALID_DATA,
                            "the model server's answer cannot be read: "
                                    + unreadable.getMessage()));
        } catch (RuntimeException failureOrBug) {
            stop(failureOrBug);
        }
    }

    private CallFailure refusal(HttpClientResponse response, Buffer body) {
        Duration retryAfter =
                RetryAfter.parse(response.getHeader(HttpHeaders.RETRY_AFTER), timers.now());
        return Refusals.ofStatus(response.statusCode(), json(body), retryAfter);
    }

    private void complete(ModelAnswer whole) {
        if (state instanceof ExchangeState.Hearing heard) {
            heard.deadline().cancel();
            state =
                    new ExchangeState.Lingering(
                            heard.http(),
                            timers.after(LINGER, () -> stop(connection("the stream stayed open"))));
            answer.complete(whole);
        }
    }

    /** The stream has ended by itself. */
    private void end(CallFailure otherwise) {
        if (state instanceof ExchangeState.Lingering lingering) {
            lingering.limit().cancel();
            state = new ExchangeState.Ended();
            ended.accept(this);
        } else {
            settle(otherwise, false);
        }
    }

    private void fail(Throwable cause) {
        stop(Failures.of(cause));
    }

    /** Ends the exchange by closing its stream, which with HTTP/1.1 is its connection. */
    private void stop(RuntimeException why) {
        if (state instanceof ExchangeState.Lingering lingering) {
            lingering.limit().cancel();
            state = new ExchangeState.Ended();
            lingering.http().reset();
            ended.accept(this);
        } else {
            settle(why, true);
        }
    }

    /** The state first: whoever hears of the failure may ask again at once. */
    private void settle(RuntimeException why, boolean reset) {
        ExchangeState before = state;
        state = new ExchangeState.Ended();
        if (before instanceof ExchangeState.Connecting waited) {
            waited.deadline().cancel();
        } else if (before instanceof ExchangeState.Asking asked) {
            close(asked.http(), asked.deadline(), reset);
        } else if (before instanceof ExchangeState.Hearing heard) {
            close(heard.http(), heard.deadline(), reset);
        } else {
            return;
        }
        ended.accept(this);
        answer.fail(withUsage(why, before));
    }

    private static void close(HttpClientRequest http, Timers.Timer deadline, boolean reset) {
        deadline.cancel();
        if (reset) {
            http.reset();
        }
    }

    /**
     * What a broken stream has told of its usage is billed all the same; of a server that was asked
     * and told nothing, the most that it can be.
     */
    private RuntimeException withUsage(RuntimeException why, ExchangeState before) {
        if (!(why instanceof CallFailure failure)) {
            return why;
        }
        List<ModelUsage> told =
                before instanceof ExchangeState.Hearing heard ? heard.reader().used() : List.of();
        boolean asked =
                before instanceof ExchangeState.Asking || before instanceof ExchangeState.Hearing;
        return told.isEmpty() && asked && failure.leavesOutcomeOpen()
                ? failure.withUsage(List.of(request.atMost(provider)))
                : failure.withUsage(told);
    }

    /** A server that does not stream answers as a whole. */
    private ResponseParser.Framing framing(MultiMap headers) {
        @Nullable String type = headers.get(HttpHeaders.CONTENT_TYPE);
        boolean whole = type != null && type.regionMatches(true, 0, "application/json", 0, 16);
        return whole ? ResponseParser.Framing.WHOLE : dialect.framing();
    }

    private static JsonObject json(Buffer body) {
        try {
            return JsonTree.read(body);
        } catch (MalformedMessage noJson) {
            return new JsonObject();
        }
    }

    private static CallFailure connection(String why) {
        return new CallFailure(ErrorClass.CONNECTION, why);
    }
}
