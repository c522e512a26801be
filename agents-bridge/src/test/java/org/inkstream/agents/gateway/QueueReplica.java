package org.inkstream.agents.gateway;

import io.vertx.core.Future;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;

/** A queue on the thread of whoever asks. */
record QueueReplica(EndpointQueue queue) implements Replica {
    @Override
    public ModelEndpoint.Generation generate(ModelRequest request, CallProgress progress) {
        return queue.generate(request, progress);
    }

    @Override
    public Future<Void> giveBackLast() {
        queue.giveBackLast();
        return Future.succeededFuture();
    }
}
