package org.inkstream.loadtest.peers.models;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bytes of one dialect. Used on the server's event loop. */
public interface Wire {
    String JSON = "application/json; charset=utf-8";

    /** Whether a request asks the model for an answer. */
    boolean generates(ReceivedRequest request);

    ModelRequest read(ReceivedRequest request);

    /** Why such a request is turned down before anything is done; empty if it is not. */
    Optional<Refused> objection(ReceivedRequest request);

    /** The media type of a good answer. */
    String contentType(ModelRequest request);

    /** A good answer: one piece if it comes whole, otherwise one for each event. */
    List<Buffer> render(ModelRequest request, ModelAnswer answer);

    /** How many pieces of a stream come before those of the text. */
    default int piecesBeforeText() {
        return 0;
    }

    /** What stands in a body with this status. */
    Buffer error(int status, String message);

    /** An error as a piece of a stream that has begun well. */
    Buffer errorEvent(int status, String message);

    /** What such a server says with this status when it gives no other reason. */
    String usualMessage(int status);

    /** A request that does not ask the model for an answer. */
    Page page(ReceivedRequest request);

    /** Headers of every response. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /** Time to load the model for this request; changes what is loaded. */
    default Duration load(ModelRequest request) {
        return Duration.ZERO;
    }

    /** A request that is turned down. */
    record Refused(int status, String message) {}

    /** What a path other than those for answers says. */
    record Page(int status, String contentType, Buffer body) {
        /** Well, and JSON. */
        public static Page json(Buffer body) {
            return new Page(200, JSON, body);
        }
    }
}
