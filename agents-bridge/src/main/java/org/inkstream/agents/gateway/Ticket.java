package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
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

    final ModelRequest request;
    final CallProgress progress;
    final Promise<ModelAnswer> answer = Promise.promise();
    State state = new State.Ended();

    private final EndpointQueue queue;

    Ticket(EndpointQueue queue, ModelRequest request, CallProgress progress) {
        this.queue = queue;
        this.request = request;
        this.progress = progress;
    }

    @Override
    public Future<ModelAnswer> answer() {
        return answer.future();
    }

    @Override
    public void abort() {
        queue.abort(this);
    }
}
