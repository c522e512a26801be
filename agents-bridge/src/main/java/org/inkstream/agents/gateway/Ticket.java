package org.inkstream.agents.gateway;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.time.Timers;

/** One request in the queue of its endpoint, which alone changes it. */
final class Ticket implements ModelEndpoint.Generation {
    /** Where a request stands. */
    sealed interface State {
        /** It waits for its turn, not longer than the timer runs. */
        record Waiting(Timers.Timer limit) implements State {}

        /**
         * It holds one of the endpoint's permits.
         *
         * @param since reading of the monotonic clock
         */
        record Running(ModelEndpoint.Generation generation, long since) implements State {}

        /** It is in a batch or on its way into one, not longer than the timer runs. */
        record Batched(ModelEndpoint.Generation generation, Timers.Timer limit) implements State {}

        /** It has ended, and what comes of it now is too late. */
        record Ended() implements State {}
    }

    /** Among all of its queue. */
    final long id;

    /** When it came, a reading of the monotonic clock. */
    final long arrived;

    final ModelRequest request;
    final CallProgress progress;
    final Promise<ModelAnswer> answer = Promise.promise();
    State state = new State.Ended();

    private final EndpointQueue queue;

    Ticket(
            EndpointQueue queue,
            long id,
            long arrived,
            ModelRequest request,
            CallProgress progress) {
        this.id = id;
        this.arrived = arrived;
        this.queue = queue;
        this.request = request;
        this.progress = progress;
    }

    @Override
    public Future<ModelAnswer> answer() {
        return answer.future();
    }

    void settle(AsyncResult<ModelAnswer> outcome) {
        if (outcome.succeeded()) {
            answer.complete(outcome.result());
        } else {
            answer.fail(outcome.cause());
        }
    }

    /**
     * Stops the server: what it has told of its work is billed, else the most that it can be.
     *
     * @param provider who sends the bill
     */
    CallFailure aborted(ModelEndpoint.Generation generation, CallFailure why, String provider) {
        generation.abort();
        return generation.answer().cause() instanceof CallFailure known
                        && (known.isTold() || !known.usage().isEmpty())
                ? why.withUsage(known.usage())
                : why.withUsage(List.of(request.atMost(provider)));
    }

    @Override
    public void abort() {
        queue.abort(this);
    }
}
