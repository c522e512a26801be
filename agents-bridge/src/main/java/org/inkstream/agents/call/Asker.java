package org.inkstream.agents.call;

import io.vertx.core.Future;
import java.util.Optional;

/** Whoever asked for a call, as far as attempts concern him. Called on the call's event loop. */
public interface Asker {
    /** Writes nothing down, and wants the call until it ends. */
    Asker PATIENT = new Asker() {};

    /** The place that is held for the first attempt; if there is none, the call waits for one. */
    default Optional<Place> placeHeld() {
        return Optional.empty();
    }

    /**
     * Asked before each attempt, which has a place by then, which is made when this completes: a
     * failure ends the call with it, because whoever asked does not go on.
     */
    default Future<Void> mayAsk() {
        return Future.succeededFuture();
    }

    /**
     * An attempt has failed, and further ones are to follow: nothing of the call is in the air
     * until {@link #mayAsk} is asked again. Must not throw.
     *
     * @param soFar all that was tried, as if the call ended with it
     */
    default void failed(ToolOutcome.Postponed soFar) {}
}
