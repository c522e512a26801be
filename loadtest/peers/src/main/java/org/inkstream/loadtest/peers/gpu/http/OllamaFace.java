package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.inkstream.loadtest.peers.gpu.Engine;
import org.inkstream.loadtest.peers.gpu.Ideal;
import org.inkstream.loadtest.peers.gpu.ModelSpec;
import org.inkstream.loadtest.peers.gpu.Order;
import org.inkstream.loadtest.peers.gpu.Prompt;
import org.inkstream.loadtest.peers.gpu.SlotsEngine;
import org.inkstream.loadtest.peers.gpu.SlotsSetup;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ModelRequest;
import org.inkstream.loadtest.peers.models.OpenAiFlavour;
import org.inkstream.loadtest.peers.models.ReceivedRequest;
import org.inkstream.loadtest.peers.models.Wire;

/** Ollama. */
final class OllamaFace implements Face {
    private static final double BYTES_PER_GIB = 1024.0 * 1024.0 * 1024.0;
    private static final long YEARS = 290;

    private final SlotsSetup setup;
    private final SlotsEngine engine;
    private final Wire wire;

    OllamaFace(SlotsSetup setup, SlotsEngine engine) {
        this.setup = setup;
        this.engine = engine;
        this.wire =
                Dialect.OLLAMA.wire(
                        setup.models().stream().map(ModelSpec::name).toList(), OpenAiFlavour.VLLM);
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public Optional<Ideal> ideal() {
        return Optional.of(Ideal.of(setup));
    }

    @Override
    public Order order(ModelRequest request, int outputTokens) {
        JsonObject body = request.received().body();
        int numCtx = options(body).getInteger("num_ctx", 0);
        Duration keepAlive = KeepAlive.of(body.getValue("keep_alive", ""));
        if (request.prompt().isEmpty()) {
            return Order.preload(request.model(), keepAlive).numCtx(numCtx);
        }
        Order order = Order.of(request.model(), Prompt.ofText(request.prompt()), outputTokens);
        // No bound, or one below zero, means until the context is full.
        int most = request.maxTokens() > 0 ? request.maxTokens() : Integer.MAX_VALUE;
        return order.maxTokens(most).numCtx(numCtx).keepAlive(keepAlive);
    }

    /** Whoever does not want his prompt cut hears that it is too long. */
    @Override
    public Optional<Wire.Refused> objection(ReceivedRequest request) {
        Optional<Wire.Refused> objection = wire.objection(request);
        if (objection.isPresent() || request.body().getBoolean("truncate", true)) {
            return objection;
        }
        int asked = options(request.body()).getInteger("num_ctx", 0);
        int context = asked > 0 ? asked : setup.numCtx();
        return Prompt.ofText(wire.read(request).prompt()).tokens() >= context
                ? Optional.of(new Wire.Refused(400, "the input length exceeds the context length"))
                : Optional.empty();
    }

    private static JsonObject options(JsonObject body) {
        return body.getJsonObject("options", new JsonObject());
    }

    @Override
    public Wire.Page page(ReceivedRequest request) {
        if (request.is("GET", "/api/tags")) {
            JsonArray models = new JsonArray();
            setup.models().forEach(model -> models.add(entry(model, model.weightsGiB())));
            return Wire.Page.json(new JsonObject().put("models", models).toBuffer());
        }
        if (request.is("GET", "/api/ps")) {
            JsonArray models = new JsonArray();
            engine.loaded().forEach(loaded -> models.add(running(loaded)));
            return Wire.Page.json(new JsonObject().put("models", models).toBuffer());
        }
        return wire.page(request);
    }

    private JsonObject running(SlotsEngine.Loaded loaded) {
        Duration left = loaded.keptFor();
        Instant until =
                left.isNegative()
                        ? Instant.now().plus(Duration.ofDays(365 * YEARS))
                        : Instant.now().plus(left);
        return entry(loaded.model(), loaded.gib())
                .put("size_vram", bytes(Math.min(loaded.gib(), setup.vramGiB())))
                .put("expires_at", until.toString())
                .put("context_length", loaded.numCtx());
    }

    private static JsonObject entry(ModelSpec model, double gib) {
        JsonObject details =
                new JsonObject()
                        .put("parent_model", "")
                        .put("format", "gguf")
                        .put("family", "simulated")
                        .put("families", new JsonArray().add("simulated"))
                        .put("parameter_size", "")
                        .put("quantization_level", "");
        return new JsonObject()
                .put("name", model.name())
                .put("model", model.name())
                .put("size", bytes(gib))
                .put("digest", "%064x".formatted(model.name().hashCode()))
                .put("details", details);
    }

    private static long bytes(double gib) {
        return Math.round(gib * BYTES_PER_GIB);
    }
}
