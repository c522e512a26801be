package org.inkstream.agents.inference;

import io.vertx.core.Future;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.catalogue.ErrorClass;

/** A generation whose prompt cannot be written, and is never sent. */
final class Unsendable implements ModelEndpoint.Generation {
    private final Future<ModelAnswer> answer;

    Unsendable(MalformedMessage why) {
        this.answer =
                Future.failedFuture(
                        new CallFailure(
                                ErrorClass.INVALID_DATA,
                                "the prompt cannot be sent: " + why.getMessage()));
    }

    @Override
    public Future<ModelAnswer> answer() {
        return answer;
    }

    @Override
    public void abort() {}
}
