package org.inkstream.loadtest.peers.models;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The bytes of answers to one request in its dialect. */
record AnswerRendering(Wire wire, ModelRequest request) implements Exchange.Rendering {
    @Override
    public int status() {
        return 200;
    }

    @Override
    public String contentType() {
        return wire.contentType(request);
    }

    @Override
    public List<Buffer> pieces(ModelAnswer answer) {
        return wire.render(request, answer);
    }

    @Override
    public Buffer error(int status, String message) {
        return wire.error(status, message.isEmpty() ? wire.usualMessage(status) : message);
    }

    @Override
    public Buffer errorEvent(int status) {
        return wire.errorEvent(status, wire.usualMessage(status));
    }
}
