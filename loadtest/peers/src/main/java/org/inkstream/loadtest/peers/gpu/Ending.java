package org.inkstream.loadtest.peers.gpu;

import java.time.Duration;
import java.util.function.Function;

/** How a piece of work ended. A failed future means a bug, never one of these. */
public sealed interface Ending {
    /** The answer is complete as far as the client can see. */
    record Finished(Figures figures, Reason reason, Text text) implements Ending {}

    /**
     * The server answers with an error status.
     *
     * @param retryAfter zero if the server says nothing about it
     */
    record Rejected(int status, String message, Duration retryAfter) implements Ending {}

    /** The connection is lost; the client may have read some tokens. */
    record Broken(int afterTokens) implements Ending {}

    /** The client did not want it any more. */
    record Cancelled(int afterTokens) implements Ending {}

    /** Why the model stopped. */
    enum Reason {
        STOP,
        LENGTH
    }

    /** What the answer's text is to be. */
    enum Text {
        WHOLE,
        TRUNCATED,
        INVALID,
        /** One whole JSON object that lacks its last member. */
        PARTIAL
    }

    default <R> R match(
            Function<Finished, R> finished,
            Function<Rejected, R> rejected,
            Function<Broken, R> broken,
            Function<Cancelled, R> cancelled) {
        if (this instanceof Finished f) {
            return finished.apply(f);
        }
        if (this instanceof Rejected r) {
            return rejected.apply(r);
        }
        if (this instanceof Broken b) {
            return broken.apply(b);
        }
        return cancelled.apply((Cancelled) this);
    }
}
