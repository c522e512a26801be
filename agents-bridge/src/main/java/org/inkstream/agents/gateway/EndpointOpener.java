package org.inkstream.agents.gateway;

import io.vertx.core.Vertx;
import java.util.List;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelEndpoints;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.Timers;

/** Makes the clients of inference servers. */
public interface EndpointOpener {
    /** What keeps this endpoint from being opened, for people; empty if nothing does. */
    default List<String> problems(EndpointSpec spec) {
        return List.of();
    }

    /**
     * Called on the event loop on which the client will be used.
     *
     * @param timers of that loop
     */
    ModelEndpoint open(Vertx vertx, EndpointSpec spec, Timers timers);

    /** The clients that come with the program. */
    static EndpointOpener of(ModelEndpoints clients) {
        return new EndpointOpener() {
            @Override
            public List<String> problems(EndpointSpec spec) {
                return clients.problems(spec);
            }

            @Override
            public ModelEndpoint open(Vertx vertx, EndpointSpec spec, Timers timers) {
                return clients.open(vertx, spec, timers);
            }
        };
    }
}
