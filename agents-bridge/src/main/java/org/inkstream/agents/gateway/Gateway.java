package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;

/** Through which every model is asked. For any thread. */
public interface Gateway {
    /**
     * Lets the request wait for its endpoint's turn and sends it. The answer may come on any
     * thread. A request that may not wait any longer fails as overloaded; one that is aborted while
     * it waits is never sent.
     *
     * @param progress told on any thread when the request begins to wait and when it is dispatched
     */
    ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress);

    /** Ends; requests that wait or are in the air fail with class connection. */
    Future<Void> close();
}
