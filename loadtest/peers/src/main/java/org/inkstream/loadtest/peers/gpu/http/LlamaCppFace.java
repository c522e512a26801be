package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.inkstream.loadtest.peers.gpu.Ending;
import org.inkstream.loadtest.peers.gpu.Engine;
import org.inkstream.loadtest.peers.gpu.EngineStats;
import org.inkstream.loadtest.peers.gpu.Figures;
import org.inkstream.loadtest.peers.gpu.Ideal;
import org.inkstream.loadtest.peers.gpu.Order;
import org.inkstream.loadtest.peers.gpu.Prompt;
import org.inkstream.loadtest.peers.gpu.SlotsEngine;
import org.inkstream.loadtest.peers.gpu.SlotsSetup;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ModelRequest;
import org.inkstream.loadtest.peers.models.OpenAiFlavour;
import org.inkstream.loadtest.peers.models.ReceivedRequest;
import org.inkstream.loadtest.peers.models.Wire;

/** llama.cpp's server with its one model, which it loads at its start and then keeps. */
final class LlamaCppFace implements Face {
    private static final Duration FOR_EVER = Duration.ofSeconds(-1);
    private static final int UNAVAILABLE = 503;

    private final SlotsSetup setup;
    private final SlotsEngine engine;
    private final String model;
    private final Wire wire;
    private final Wire named;
    private double promptSeconds;
    private double predictedSeconds;
    private boolean loading = true;

    LlamaCppFace(SlotsSetup setup, SlotsEngine engine) {
        this.setup = setup;
        this.engine = engine;
        this.model = setup.models().get(0).name();
        // Whatever model a client asks for, it gets the one that is there.
        this.wire = Dialect.OPENAI.wire(List.of(), OpenAiFlavour.LLAMA_CPP);
        this.named = Dialect.OPENAI.wire(List.of(model), OpenAiFlavour.LLAMA_CPP);
    }

    @Override
    public void begin() {
        engine.submit(Order.preload(model, FOR_EVER)).ending().onSuccess(loaded -> loading = false);
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
    public Optional<Wire.Refused> objection(ReceivedRequest request) {
        return loading
                ? Optional.of(new Wire.Refused(UNAVAILABLE, "Loading model"))
                : wire.objection(request);
    }

    @Override
    public Order order(ModelRequest request, int outputTokens) {
        int most = request.maxTokens() > 0 ? request.maxTokens() : Integer.MAX_VALUE;
        return Order.of(model, Prompt.ofText(request.prompt()), outputTokens)
                .maxTokens(most)
                .keepAlive(FOR_EVER);
    }

    @Override
    public Wire.Page page(ReceivedRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /props" -> loading ? notReady() : Wire.Page.json(props().toBuffer());
            case "GET /slots" -> Wire.Page.json(slots().toBuffer());
            case "GET /metrics" ->
                    new Wire.Page(200, Exposition.TYPE, Buffer.buffer(metrics(engine.stats())));
            case "GET /health" -> loading ? notReady() : wire.page(request);
            default -> named.page(request);
        };
    }

    @Override
    public void answered(Figures figures, Ending.Reason reason) {
        promptSeconds += figures.prefill().toNanos() / 1e9;
        predictedSeconds += figures.decode().toNanos() / 1e9;
    }

    private Wire.Page notReady() {
        return new Wire.Page(UNAVAILABLE, Wire.JSON, wire.error(UNAVAILABLE, "Loading model"));
    }

    private JsonObject props() {
        return new JsonObject()
                .put("default_generation_settings", new JsonObject().put("n_ctx", setup.numCtx()))
                .put("total_slots", setup.slots())
                .put("model_alias", model);
    }

    private JsonArray slots() {
        int busy = engine.loaded().stream().mapToInt(SlotsEngine.Loaded::running).sum();
        JsonArray slots = new JsonArray();
        for (int id = 0; id < setup.slots(); id++) {
            slots.add(
                    new JsonObject()
                            .put("id", id)
                            .put("n_ctx", setup.numCtx())
                            .put("is_processing", id < busy));
        }
        return slots;
    }

    private String metrics(EngineStats stats) {
        return new Exposition("")
                .counter("llamacpp:prompt_tokens_total", stats.readTokens())
                .counter("llamacpp:tokens_predicted_total", stats.writtenTokens())
                .gauge("llamacpp:prompt_tokens_seconds", rate(stats.readTokens(), promptSeconds))
                .gauge(
                        "llamacpp:predicted_tokens_seconds",
                        rate(stats.writtenTokens(), predictedSeconds))
                .gauge("llamacpp:kv_cache_usage_ratio", stats.kvUsage())
                .gauge("llamacpp:requests_processing", stats.running())
                .gauge("llamacpp:requests_deferred", stats.waiting())
                .toString();
    }

    private static double rate(long tokens, double seconds) {
        return seconds == 0 ? 0 : tokens / seconds;
    }
}
