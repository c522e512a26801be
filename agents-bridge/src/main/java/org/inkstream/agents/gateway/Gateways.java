package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.inkstream.config.GatewaySettings;
import org.inkstream.models.ModelCatalogue;

/** The way to models that the settings name. */
public final class Gateways {
    private Gateways() {}

    /**
     * @param opener makes the clients of the endpoints, where they are asked from this process
     */
    public static Future<Gateway> open(
            Vertx vertx, GatewaySettings settings, ModelCatalogue models, EndpointOpener opener) {
        return settings.url().isEmpty()
                ? LocalGateway.open(vertx, models.endpoints().values(), opener).map(local -> local)
                : RemoteGateway.open(vertx, settings.url()).map(remote -> remote);
    }
}
