package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.catalogue.ErrorClass;

/** The clients that come with the program. */
public final class Endpoints {
    private Endpoints() {}

    public static EndpointOpener clients() {
        return (vertx, spec, timers) ->
                new ModelEndpoint() {
                    @Override
                    public Generation generate(ModelRequest request) {
                        return new NoGeneration(
                                new CallFailure(
                                        ErrorClass.REFUSED, "no client for " + spec.kind()));
                    }

                    @Override
                    public Future<Void> close() {
                        return Future.succeededFuture();
                    }
                };
    }
}
