package org.inkstream.loadtest.peers.models;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The bytes of a page, which is the same whatever a model would say. */
record PageRendering(Wire wire, Wire.Page page) implements Exchange.Rendering {
    @Override
    public int status() {
        return page.status();
    }

    @Override
    public String contentType() {
        return page.contentType();
    }

    @Override
    public List<Buffer> pieces(ModelAnswer answer) {
        return List.of(page.body());
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
