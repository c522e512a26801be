package org.inkstream.agents.inference;

import io.vertx.core.Future;

/** One inference server, asked on one event loop, which answers there. */
public interface ModelEndpoint {
    /** Sends the request now. Nothing waits and nothing is retried here. */
    Generation generate(ModelRequest request);

    /** Closes connections; generations in the air fail with class connection. */
    Future<Void> close();

    /** One generation in the air. */
    interface Generation {
        /** The answer; a failure is a {@link org.inkstream.agents.call.CallFailure}. */
        Future<ModelAnswer> answer();

        /** Stops the generation by closing its stream; harmless when it has ended. */
        void abort();
    }
}
