package org.inkstream.loadtest.peers.models;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.inkstream.loadtest.peers.Script;

/** Takes each request to the reply that is its turn. Used on the server's event loop. */
final class Reception {
    private static final int BUSY = 503;
    private static final ModelAnswer NOTHING =
            new ModelAnswer(
                    0, "", "", "", ModelAnswer.Stop.END, TokenCounts.of(0, 0), ModelTimes.NONE);

    private final Vertx vertx;
    private final Wire wire;
    private final Setup setup;
    private final Slots slots;
    private final Observed observed;
    private final Drafts drafts;
    private final Script<ModelReply> script = new Script<>();
    private final Map<String, Script<ModelReply>> scriptsOfPages = new ConcurrentHashMap<>();
    private int generations;

    Reception(Vertx vertx, Dialect dialect, Setup setup, Slots slots, Observed observed) {
        this.vertx = vertx;
        this.setup = setup;
        this.slots = slots;
        this.observed = observed;
        this.wire = dialect.wire(setup, slots);
        this.drafts = new Drafts(setup);
    }

    Script<ModelReply> script() {
        return script;
    }

    Script<ModelReply> scriptOfPage(String path) {
        return scriptsOfPages.computeIfAbsent(path, any -> new Script<>());
    }

    void handle(HttpServerRequest request) {
        request.bodyHandler(body -> receive(request.response(), ReceivedRequest.of(request, body)));
    }

    private void receive(HttpServerResponse response, ReceivedRequest received) {
        if (received.is("GET", "/stats")) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, Wire.JSON).end(stats().toBuffer());
            return;
        }
        wire.headers().forEach(response::putHeader);
        setup.headers.forEach(response::putHeader);
        if (!wire.generates(received)) {
            showPage(response, received);
            return;
        }
        try {
            Optional<Wire.Refused> refused = wire.objection(received);
            if (refused.isEmpty()) {
                generate(response, wire.read(received));
                return;
            }
            observed.received(received);
            refuse(response, refused.get());
        } catch (ClassCastException malformed) {
            observed.received(received);
            refuse(response, new Wire.Refused(400, "malformed: " + malformed.getMessage()));
        }
    }

    private void refuse(HttpServerResponse response, Wire.Refused refused) {
        response.setStatusCode(refused.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Wire.JSON)
                .end(wire.error(refused.status(), refused.message()));
    }

    private void showPage(HttpServerResponse response, ReceivedRequest received) {
        ModelReply reply = scriptOfPage(received.path()).take().orElseGet(ModelReply::ok);
        ModelRequest request = ModelRequest.forPage(received);
        // What is turned down at once has not happened; what is answered badly has.
        Wire.Page page = reply.takesASlot() ? wire.page(received) : Wire.Page.json(Buffer.buffer());
        observed.streams().follow(response, reply.breaksTheStream(), observed::ended);
        observed.received(received);
        reply.play(new Exchange(vertx, response, request, new PageRendering(wire, page), NOTHING));
    }

    private void generate(HttpServerResponse response, ModelRequest request) {
        generations++;
        int number = generations;
        ModelReply reply =
                slots.full() ? ModelReply.status(BUSY) : script.take().orElseGet(ModelReply::ok);
        Slots.Place place = slots.place(waited -> play(response, request, number, reply, waited));
        observed.streams()
                .follow(
                        response,
                        reply.breaksTheStream(),
                        end -> place.leave(() -> observed.ended(end)));
        observed.received(request.received());
        if (reply.takesASlot()) {
            place.enter();
        } else {
            play(response, request, number, reply, Duration.ZERO);
        }
    }

    private void play(
            HttpServerResponse response,
            ModelRequest request,
            int number,
            ModelReply reply,
            Duration waited) {
        try {
            Duration load = reply.takesASlot() ? wire.load(request) : Duration.ZERO;
            ModelAnswer draft = drafts.draft(request, number, waited, load);
            reply.play(
                    new Exchange(
                            vertx, response, request, new AnswerRendering(wire, request), draft));
        } catch (RuntimeException wrongScript) {
            // A test that scripts nonsense must read why, and not wait for an answer in vain.
            refuse(response, new Wire.Refused(500, "the script failed: " + wrongScript));
        }
    }

    private JsonObject stats() {
        return observed.stats().put("running", slots.running()).put("waiting", slots.waiting());
    }
}
