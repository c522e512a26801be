package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import java.util.List;
import org.inkstream.agents.gateway.fusion.Fused;

/** One endpoint of a gateway. For any thread, once it is deployed. */
interface ServedEndpoint extends Asking {
    /** How each of its servers stands. */
    Future<List<EndpointReport>> reports();

    /** What came of asking tools together, whatever server answered. */
    Future<Fused> fused();

    /** Takes no more requests, and completes when those that it has taken have ended. */
    Future<Void> drain();
}
