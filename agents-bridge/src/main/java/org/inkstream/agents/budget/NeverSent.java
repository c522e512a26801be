package org.inkstream.agents.budget;

import io.vertx.core.Future;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.inference.ModelAnswer;
import org.inkstream.agents.inference.ModelEndpoint;

/** A generation that nobody may pay for. */
record NeverSent(CallFailure why) implements ModelEndpoint.Generation {
    @Override
    public Future<ModelAnswer> answer() {
        return Future.failedFuture(why);
    }

    @Override
    public void abort() {
        // There is nothing to stop.
    }
}
