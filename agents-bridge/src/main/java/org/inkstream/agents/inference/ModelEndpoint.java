package org.inkstream.agents.inference;

import io.vertx.core.Future;

/** One inference server, asked on one event loop, which answers there. */
public interface ModelEndpoint {
    /** Sends the request now. Nothing waits and nothing is retried here. */
    Generation generate(ModelRequest request);

    /**
     * Asks whether the server is there, without using a model. Fails with {@link
     * org.inkstream.agents.call.CallFailure} if it is not; where there is no free question to ask,
     * it succeeds unasked.
     */
    default Future<Void> ping() {
        return Future.succeededFuture();
    }

    /** Closes connections; generations in the air fail with class connection. */
    Future<Void> close();

    /** One generation in the air. */
    interface Generation {
        /** The answer; a failure is a {@link org.inkstream.agents.call.CallFailure}. */
        Future<ModelAnswer> answer();

        /**
         * Stops the generation by closing its stream; harmless when it has ended. The answer then
         * fails with class connection and with what is known to be used.
         */
        void abort();
    }
}
