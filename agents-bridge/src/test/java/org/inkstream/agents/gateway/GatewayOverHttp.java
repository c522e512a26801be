package org.inkstream.agents.gateway;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.inkstream.agents.answers.MemoryAnswers;
import org.inkstream.agents.inference.ModelEndpoints;
import org.inkstream.agents.inference.RateLimits;
import org.inkstream.models.EndpointSpec;
import org.inkstream.time.VirtualTimers;

/** Opens a gateway to one endpoint over real sockets, which keeps its answers in memory. */
final class GatewayOverHttp {
    private GatewayOverHttp() {}

    static LocalGateway open(Vertx vertx, EndpointSpec endpoint) {
        ModelEndpoints clients = new ModelEndpoints(Map.of(), RateLimits.Listener.IGNORED);
        EndpointParts parts =
                new EndpointParts(
                        EndpointOpener.of(clients),
                        () -> new MemoryAnswers(new VirtualTimers(), Duration.ofHours(1), 1_000));
        return LocalGateway.open(vertx, List.of(endpoint), parts).await();
    }
}
