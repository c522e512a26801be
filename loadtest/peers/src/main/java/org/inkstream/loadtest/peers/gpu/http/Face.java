package org.inkstream.loadtest.peers.gpu.http;

import java.util.Map;
import java.util.Optional;
import org.inkstream.loadtest.peers.gpu.Ending;
import org.inkstream.loadtest.peers.gpu.Engine;
import org.inkstream.loadtest.peers.gpu.Figures;
import org.inkstream.loadtest.peers.gpu.Ideal;
import org.inkstream.loadtest.peers.gpu.Order;
import org.inkstream.loadtest.peers.models.ModelRequest;
import org.inkstream.loadtest.peers.models.ReceivedRequest;
import org.inkstream.loadtest.peers.models.Wire;

/** One kind of server: an engine and how it is spoken to. Used on the server's event loop. */
interface Face {
    Engine engine();

    /** The server starts. */
    default void begin() {}

    Wire wire();

    /**
     * What a request asks of the engine.
     *
     * @param outputTokens of the answer if nothing bounds it
     */
    Order order(ModelRequest request, int outputTokens);

    /** Why a request is turned down before the engine sees it; empty if it is not. */
    default Optional<Wire.Refused> objection(ReceivedRequest request) {
        return wire().objection(request);
    }

    /** A path that does not ask for an answer. */
    Wire.Page page(ReceivedRequest request);

    /** Headers of every response. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /** An answer has ended well. */
    default void answered(Figures figures, Ending.Reason reason) {}

    /** The bound that no scheduler beats; empty for what has none. */
    Optional<Ideal> ideal();
}
