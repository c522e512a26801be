package org.inkstream.loadtest.peers;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * An agent that answers after one and the same delay, but not always, and writes down what happens
 * to each call. Whose calls have a key that it honours gets for the same key the same answer, the
 * work for it done once, also across restarts. It has one event loop, which owns everything.
 */
final class FaultyServer extends VerticleBase {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final byte[] KEY = CallBytes.quoted("key");
    private static final byte[] TOOL = CallBytes.quoted("tool");
    private static final byte[] DOCUMENT = CallBytes.quoted("documentId");
    private static final int NO_SUCH_TOOL = 400;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final int port;
    private final long delayMs;
    private final FaultRates rates;
    private final int retryAfterSeconds;
    private final Answers answers;
    private final CallJournal journal;
    private final Predicate<String> honoursKeys;
    private final RandomGenerator random;
    private final Introduction introduction = new Introduction();
    private final Map<String, List<Waiting>> underWay = new HashMap<>();

    private int boundPort;

    /** One caller of work that is under way. */
    private record Waiting(CallRecord arrival, String id, HttpServerResponse response) {}

    /**
     * @param port 0 means any free one, see {@link #port()}
     * @param honoursKeys for which documents
     */
    FaultyServer(
            int port,
            long delayMs,
            FaultRates rates,
            int retryAfterSeconds,
            Answers answers,
            CallJournal journal,
            Predicate<String> honoursKeys,
            RandomGenerator random) {
        this.port = port;
        this.delayMs = delayMs;
        this.rates = rates;
        this.retryAfterSeconds = retryAfterSeconds;
        this.answers = answers;
        this.journal = journal;
        this.honoursKeys = honoursKeys;
        this.random = random;
    }

    @Override
    public Future<?> start() {
        DelayLine delay = new DelayLine(vertx, delayMs);
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setHttp2ClearTextEnabled(true);
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.bodyHandler(body -> take(request, body, delay)))
                .listen()
                .onSuccess(server -> boundPort = server.actualPort());
    }

    int port() {
        return boundPort;
    }

    private void take(HttpServerRequest request, Buffer body, DelayLine delay) {
        CallBytes call = new CallBytes(body);
        HttpServerResponse response = request.response();
        // A write to a caller that is gone is nobody's fault.
        response.exceptionHandler(gone -> {});
        String tool = call.ofCall(TOOL);
        if (introduction.isAsked(call.method())) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                    .end(introduction.answer(call.method(), call.id()));
        } else if (!answers.has(tool)) {
            response.setStatusCode(NO_SUCH_TOOL).end();
        } else {
            String path = request.path();
            CallRecord arrival =
                    journal.arrived(
                            path.substring(path.lastIndexOf('/') + 1),
                            call.ofCall(DOCUMENT),
                            tool,
                            call.ofCall(KEY));
            answer(new Waiting(arrival, call.id(), response), delay);
        }
    }

    private void answer(Waiting caller, DelayLine delay) {
        CallRecord arrival = caller.arrival;
        boolean keyed = honoursKeys.test(arrival.documentId());
        if (keyed && journal.hasWorkedFor(arrival.key())) {
            send(caller);
            journal.ended(arrival, CallRecord.What.REPLAYED);
            return;
        }
        FaultRates.Fate fate = rates.draw(random);
        if (fate != FaultRates.Fate.ANSWERED) {
            journal.ended(arrival, CallRecord.What.FAULTED);
            spoil(caller, fate);
            return;
        }
        // Without keys each call is work of its own.
        String work = keyed ? arrival.key() : Long.toString(arrival.number());
        List<Waiting> callers = underWay.computeIfAbsent(work, begun -> new ArrayList<>());
        callers.add(caller);
        if (callers.size() == 1) {
            delay.add(() -> finish(work));
        }
    }

    private void finish(String work) {
        List<Waiting> callers = underWay.remove(work);
        CallRecord.What how = CallRecord.What.WORKED;
        for (Waiting caller : callers) {
            journal.ended(caller.arrival, how);
            send(caller);
            how = CallRecord.What.REPLAYED;
        }
    }

    private void spoil(Waiting caller, FaultRates.Fate fate) {
        HttpServerResponse response = caller.response;
        switch (fate) {
            case OVERLOADED ->
                    response.setStatusCode(TOO_MANY)
                            .putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds))
                            .end();
            case FAILS -> response.setStatusCode(UNAVAILABLE).end();
            case GARBLED -> {
                Buffer good = answerTo(caller);
                response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                        .end(good.slice(0, good.length() / 2));
            }
            default -> {
                // It hangs until its caller has had enough.
            }
        }
    }

    private void send(Waiting caller) {
        if (!caller.response.closed()) {
            caller.response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(answerTo(caller));
        }
    }

    private Buffer answerTo(Waiting caller) {
        return answers.render(caller.arrival.tool(), caller.id, caller.arrival.documentId());
    }
}
