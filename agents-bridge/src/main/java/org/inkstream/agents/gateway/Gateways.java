package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import org.inkstream.config.GatewaySettings;
import org.inkstream.models.EndpointSpec;

/** The way to models that the settings name. */
public final class Gateways {
    private Gateways() {}

    /**
     * @param endpoints that may be asked
     * @param parts what they are given, where they are asked from this process
     */
    public static Future<Gateway> open(
            Vertx vertx,
            GatewaySettings settings,
            Collection<EndpointSpec> endpoints,
            EndpointParts parts) {
        return settings.url().isEmpty()
                ? LocalGateway.open(vertx, endpoints, parts).map(local -> local)
                : RemoteGateway.open(vertx, settings.url()).map(remote -> remote);
    }
}
