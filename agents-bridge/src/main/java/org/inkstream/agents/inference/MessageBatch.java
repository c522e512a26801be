package org.inkstream.agents.inference;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.models.ModelSpec;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch from its first request to its last result. It is given up when nobody waits for any of
 * it. Used on its endpoint's event loop only.
 */
final class MessageBatch {
    private static final Logger LOGGER = LoggerFactory.getLogger(MessageBatch.class);
    private static final State ENDED = new State.Ended();
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** The server ends a batch after 24 hours; whatever it says, nothing is asked for ever. */
    private static final Duration LONGEST = Duration.ofHours(25);

    private final BatchCalls calls;
    private final Timers timers;
    private final int lineBytes;
    private final Map<String, BatchedGeneration> open = new LinkedHashMap<>();

    /** Until they are sent; what is held for a day is not more than must be. */
    private final Map<String, Buffer> bodies = new LinkedHashMap<>();

    private final Promise<Void> over = Promise.promise();
    private State state;
    private int count;
    private long bytes;
    private long sent;

    /** Where the batch stands. */
    private sealed interface State {
        /** It takes requests. */
        record Gathering(Timers.Timer window) implements State {}

        /** It is on its way to the server. */
        record Sending() implements State {}

        /** The server has it, and is asked again later. */
        record Waiting(String id, Timers.Timer next) implements State {}

        /** The server is asked about it, or for its results. */
        record Asking(String id, Duration pause) implements State {}

        /** Nobody waits for any of it. */
        record Ended() implements State {}
    }

    MessageBatch(BatchCalls calls, ModelSpec model, Timers timers) {
        this.calls = calls;
        this.timers = timers;
        this.lineBytes = Bounds.of(model).lineBytes();
        this.state = new State.Gathering(timers.after(model.batchWindow(), this::send));
    }

    /** Completes when nothing of the batch is left, here or, as far as it can be, at the server. */
    Future<Void> over() {
        return over.future();
    }

    boolean takes(Buffer body, int mostRequests, long mostBytes) {
        return state instanceof State.Gathering
                && count < mostRequests
                && (count == 0 || bytes + body.length() <= mostBytes);
    }

    /** To be called only while it takes requests. */
    BatchedGeneration add(ModelRequest request, Buffer body) {
        count++;
        bytes += body.length();
        BatchedGeneration added = new BatchedGeneration("request-" + count, request, this::leave);
        open.put(added.customId(), added);
        bodies.put(added.customId(), body);
        return added;
    }

    /** Sends it now; harmless when it has been. */
    void send() {
        if (state instanceof State.Gathering gathered) {
            gathered.window().cancel();
            state = new State.Sending();
            sent = timers.monotonicNanos();
            calls.create(requests()).onComplete(this::created, this::failAll);
        }
    }

    /** Gives all of it up. */
    void giveUp() {
        List.copyOf(open.values()).forEach(BatchedGeneration::abort);
    }

    private Buffer requests() {
        Buffer requests = Buffer.buffer("{\"requests\":[");
        String before = "";
        for (Map.Entry<String, Buffer> one : bodies.entrySet()) {
            requests.appendString(before)
                    .appendString("{\"custom_id\":\"" + one.getKey() + "\",\"params\":")
                    .appendBuffer(one.getValue())
                    .appendString("}");
            before = ",";
        }
        bodies.clear();
        return requests.appendString("]}");
    }

    private void created(JsonObject batch) {
        String id = Members.text(batch, "id");
        if (!id.matches("[A-Za-z0-9_-]{1,128}")) {
            failAll(new CallFailure(ErrorClass.INVALID_DATA, "the new batch has no usable id"));
            return;
        }
        LOGGER.atInfo()
                .addKeyValue("batch", id)
                .addKeyValue("requests", open.size())
                .log("a batch was sent to the model server");
        if (open.isEmpty()) {
            cancel(id);
        } else {
            waitWith(id, FIRST_PAUSE);
        }
    }

    private void waitWith(String id, Duration pause) {
        state = new State.Waiting(id, timers.after(pause, () -> ask(id, pause)));
    }

    private void ask(String id, Duration pause) {
        state = new State.Asking(id, pause);
        calls.ask(id)
                .compose(
                        told ->
                                "ended".equals(Members.text(told, "processing_status"))
                                        ? read(id)
                                        : Future.succeededFuture(false))
                .onComplete(this::asked, this::couldNotAsk);
    }

    private Future<Boolean> read(String id) {
        return calls.results(id, lineBytes, this::hear).map(true).recover(this::unreadable);
    }

    /** Results that cannot be read now cannot be read later either. */
    private Future<Boolean> unreadable(Throwable cause) {
        CallFailure why = Failures.of(cause);
        if (why.errorClass() != ErrorClass.INVALID_DATA) {
            return Future.failedFuture(why);
        }
        takeAll().forEach(one -> one.fail(why));
        return Future.succeededFuture(true);
    }

    private List<BatchedGeneration> takeAll() {
        List<BatchedGeneration> all = List.copyOf(open.values());
        open.clear();
        return all;
    }

    /** A line that cannot be read is about nobody; the others are paid for as well. */
    private void hear(Buffer line) {
        if (line.length() == 0) {
            return;
        }
        try {
            JsonObject result = JsonTree.read(line);
            BatchedGeneration one = open.remove(Members.text(result, "custom_id"));
            if (one != null) {
                one.hear(Members.object(result, "result"));
            }
        } catch (MalformedMessage unreadable) {
            LOGGER.atWarn().log("a result of a batch cannot be read and is left out");
        }
    }

    private void asked(boolean ended) {
        if (!(state instanceof State.Asking asking)) {
            return;
        }
        if (ended) {
            LOGGER.atInfo()
                    .addKeyValue("batch", asking.id())
                    .addKeyValue("tookMs", timers.since(sent).toMillis())
                    .addKeyValue("missing", open.size())
                    .log("a batch has ended");
            failAll(
                    new CallFailure(
                            ErrorClass.CONNECTION, "the results of the batch leave it out"));
        } else {
            askLater(asking, Duration.ZERO);
        }
    }

    /** The results stay at the server for weeks, so that a failure costs no more than time. */
    private void couldNotAsk(Throwable cause) {
        if (state instanceof State.Asking asking) {
            CallFailure why = Failures.of(cause);
            LOGGER.atWarn()
                    .addKeyValue("batch", asking.id())
                    .addKeyValue("errorClass", why.errorClass().wireName())
                    .log("a batch cannot be asked about and is asked about again");
            askLater(asking, why.retryAfter());
        }
    }

    private void askLater(State.Asking asking, Duration atLeast) {
        if (open.isEmpty()) {
            end();
        } else if (timers.since(sent).compareTo(LONGEST) > 0) {
            List<BatchedGeneration> silent = takeAll();
            cancel(asking.id());
            CallFailure why = new CallFailure(ErrorClass.TIMEOUT, "no results in " + LONGEST);
            silent.forEach(one -> one.fail(why));
        } else {
            Duration pause = shorter(asking.pause().multipliedBy(2), LONGEST_PAUSE);
            waitWith(asking.id(), pause.compareTo(atLeast) < 0 ? shorter(atLeast, LONGEST) : pause);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void leave(BatchedGeneration one) {
        open.remove(one.customId());
        bodies.remove(one.customId());
        if (open.isEmpty()) {
            nobodyWaits();
        }
        one.fail(new CallFailure(ErrorClass.CONNECTION, "given up by whoever asked"));
    }

    private void nobodyWaits() {
        if (state instanceof State.Gathering gathered) {
            gathered.window().cancel();
            end();
        } else if (state instanceof State.Waiting waited) {
            waited.next().cancel();
            cancel(waited.id());
        } else if (state instanceof State.Asking asking) {
            cancel(asking.id());
        }
        // One that is being sent is cancelled when its id is known.
    }

    /** Whether it comes to that is the server's business: the batch may have ended. */
    private void cancel(String id) {
        state = ENDED;
        calls.cancel(id)
                .onFailure(
                        cause ->
                                LOGGER.atWarn()
                                        .addKeyValue("batch", id)
                                        .log("a batch that nobody waits for was not cancelled"))
                .onComplete(done -> over.tryComplete());
    }

    private void failAll(Throwable cause) {
        List<BatchedGeneration> all = takeAll();
        end();
        CallFailure why = Failures.of(cause);
        all.forEach(one -> one.fail(why));
    }

    private void end() {
        state = ENDED;
        over.tryComplete();
    }
}
