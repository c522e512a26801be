package org.inkstream.agents.gateway;

import io.vertx.core.Vertx;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.Timers;

/** Makes the client of an inference server. */
@FunctionalInterface
public interface EndpointOpener {
    /**
     * Called on the event loop on which the client will be used.
     *
     * @param timers of that loop
     */
    ModelEndpoint open(Vertx vertx, EndpointSpec spec, Timers timers);
}
