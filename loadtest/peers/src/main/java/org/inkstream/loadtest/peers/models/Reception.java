package org.inkstream.loadtest.peers.models;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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
            response.putHeader("content-type", Wire.JSON).end(stats().toBuffer());
            return;
        }
        wire.headers().forEach(response::putHeader);
        setup.headers.forEach(response::putHeader);
        if (!wire.generates(received)) {
            showPage(response, received);
            return;
        }
        Optional<Wire.Refused> refused = wire.objection(received);
        if (refused.isPresent()) {
            observed.received(received);
            Buffer body = wire.error(refused.get().status(), refused.get().message());
            response.setStatusCode(refused.get().status())
                    .putHeader("content-type", Wire.JSON)
                    .end(body);
            return;
        }
        generate(response, wire.read(received));
    }

    private void showPage(HttpServerResponse response, ReceivedRequest received) {
        ModelReply reply = scriptOfPage(received.path()).take().orElseGet(ModelReply::ok);
        ModelRequest request = ModelRequest.forPage(received);
        Wire.Page page = wire.page(received);
        observed.streams().follow(response, reply.breaksTheStream(), observed::ended);
        observed.received(received);
        reply.play(new Exchange(vertx, response, request, new PageRendering(wire, page), NOTHING));
    }

    private void generate(HttpServerResponse response, ModelRequest request) {
        generations++;
        int number = generations;
        ModelReply reply = script.take().orElseGet(this::unlessFull);
        Slots.Place place =
                slots.place(
                        waited -> reply.play(exchange(response, request, number, reply, waited)));
        observed.streams()
                .follow(
                        response,
                        reply.breaksTheStream(),
                        end -> {
                            place.leave();
                            observed.ended(end);
                        });
        observed.received(request.received());
        if (reply.takesASlot()) {
            place.enter();
        } else {
            reply.play(exchange(response, request, number, reply, Duration.ZERO));
        }
    }

    private ModelReply unlessFull() {
        return slots.full() ? ModelReply.status(BUSY) : ModelReply.ok();
    }

    private Exchange exchange(
            HttpServerResponse response,
            ModelRequest request,
            int number,
            ModelReply reply,
            Duration waited) {
        Duration load = reply.takesASlot() ? wire.load(request) : Duration.ZERO;
        ModelAnswer draft = drafts.draft(request, number, waited, load);
        return new Exchange(vertx, response, request, new AnswerRendering(wire, request), draft);
    }

    private JsonObject stats() {
        return observed.stats().put("running", slots.running()).put("waiting", slots.waiting());
    }
}
