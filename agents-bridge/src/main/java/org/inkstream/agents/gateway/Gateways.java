package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.function.Supplier;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.config.GatewaySettings;
import org.inkstream.models.EndpointSpec;

/** The way to models that the settings name. */
public final class Gateways {
    private Gateways() {}

    /**
     * @param endpoints that may be asked
     * @param opener makes the clients of the endpoints, where they are asked from this process
     * @param kept where answers are kept for whoever asks again, where they are asked from here
     */
    public static Future<Gateway> open(
            Vertx vertx,
            GatewaySettings settings,
            Collection<EndpointSpec> endpoints,
            EndpointOpener opener,
            Supplier<KeptAnswers> kept) {
        return settings.url().isEmpty()
                ? LocalGateway.open(vertx, endpoints, opener, kept).map(local -> local)
                : RemoteGateway.open(vertx, settings.url()).map(remote -> remote);
    }
}
