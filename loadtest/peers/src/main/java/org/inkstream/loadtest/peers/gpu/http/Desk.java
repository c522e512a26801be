package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.Supplier;
import org.inkstream.loadtest.peers.models.ReceivedRequest;
import org.inkstream.loadtest.peers.models.Wire;

/** Takes each request to whoever answers it. Used on the server's event loop. */
final class Desk {
    private static final int MALFORMED = 400;

    private final Supplier<Life> life;
    private final Control control;

    Desk(Supplier<Life> life, Control control) {
        this.life = life;
        this.control = control;
    }

    void handle(HttpServerRequest request) {
        request.bodyHandler(body -> receive(request, body));
    }

    private void receive(HttpServerRequest request, Buffer body) {
        HttpServerResponse response = request.response();
        if (request.path().startsWith(Control.PATH)) {
            show(response, control.answer(request.method().name(), request.path(), body));
            return;
        }
        Life now = life.get();
        Face face = now.face();
        ReceivedRequest received = ReceivedRequest.of(request, body);
        try {
            if (!face.wire().generates(received)) {
                face.headers().forEach(response::putHeader);
                show(response, face.page(received));
                return;
            }
            Optional<Wire.Refused> refused = face.objection(received);
            if (refused.isPresent()) {
                refuse(face, response, refused.get());
                return;
            }
            Exchange.begin(now, response, face.wire().read(received));
        } catch (ClassCastException | IllegalArgumentException malformed) {
            refuse(
                    face,
                    response,
                    new Wire.Refused(MALFORMED, "malformed: " + malformed.getMessage()));
        }
    }

    private static void refuse(Face face, HttpServerResponse response, Wire.Refused refused) {
        face.headers().forEach(response::putHeader);
        Buffer error = face.wire().error(refused.status(), refused.message());
        show(response, new Wire.Page(refused.status(), Wire.JSON, error));
    }

    private static void show(HttpServerResponse response, Wire.Page page) {
        response.setStatusCode(page.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, page.contentType())
                .end(page.body());
    }
}
