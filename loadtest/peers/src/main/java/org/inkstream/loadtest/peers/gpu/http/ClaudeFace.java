package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.inkstream.loadtest.peers.gpu.ApiEngine;
import org.inkstream.loadtest.peers.gpu.ApiLimits;
import org.inkstream.loadtest.peers.gpu.ApiSetup;
import org.inkstream.loadtest.peers.gpu.Engine;
import org.inkstream.loadtest.peers.gpu.Ideal;
import org.inkstream.loadtest.peers.gpu.Order;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ModelRequest;
import org.inkstream.loadtest.peers.models.OpenAiFlavour;
import org.inkstream.loadtest.peers.models.ReceivedRequest;
import org.inkstream.loadtest.peers.models.Wire;

/** Claude: limits per minute instead of a card. Batches are not simulated. */
final class ClaudeFace implements Face {
    private static final String COUNT = "/v1/messages/count_tokens";
    private static final int OK = 200;

    private final ApiEngine engine;
    private final Wire wire;
    private final double scale;
    private long responses;

    /**
     * @param scale simulated seconds in a real one
     */
    ClaudeFace(ApiSetup setup, ApiEngine engine, double scale) {
        this.engine = engine;
        this.scale = scale;
        this.wire =
                Dialect.ANTHROPIC.wire(
                        List.copyOf(setup.minimumPrefix().keySet()), OpenAiFlavour.VLLM);
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
        return Optional.empty();
    }

    @Override
    public Order order(ModelRequest request, int outputTokens) {
        ClaudePrompt read = ClaudePrompt.of(request.received().body());
        return Order.of(request.model(), read.prompt(), outputTokens)
                .maxTokens(request.maxTokens())
                .breakpoints(read.breakpoints());
    }

    @Override
    public Wire.Page page(ReceivedRequest request) {
        if (request.path().startsWith("/v1/messages/batches")) {
            return new Wire.Page(404, Wire.JSON, wire.error(404, "batches are not simulated"));
        }
        Wire.Page page = wire.page(request);
        if (page.status() == OK && request.is("POST", COUNT)) {
            int tokens = ClaudePrompt.of(request.body()).prompt().tokens();
            return Wire.Page.json(new JsonObject().put("input_tokens", tokens).toBuffer());
        }
        return page;
    }

    @Override
    public Map<String, String> headers() {
        responses++;
        ApiLimits limits = engine.limits();
        ApiLimits.Limit input = limits.inputTokens();
        ApiLimits.Limit output = limits.outputTokens();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("request-id", "req_" + responses);
        put(headers, "requests", limits.requests());
        put(headers, "input-tokens", input);
        put(headers, "output-tokens", output);
        put(
                headers,
                "tokens",
                new ApiLimits.Limit(
                        input.limit() + output.limit(),
                        input.remaining() + output.remaining(),
                        input.reset().compareTo(output.reset()) > 0
                                ? input.reset()
                                : output.reset()));
        return headers;
    }

    /** A client waits by its own clock. */
    private void put(Map<String, String> headers, String what, ApiLimits.Limit limit) {
        String name = "anthropic-ratelimit-" + what + "-";
        Duration reset = Duration.ofNanos((long) (limit.reset().toNanos() / scale));
        headers.put(name + "limit", Long.toString(limit.limit()));
        headers.put(name + "remaining", Long.toString(limit.remaining()));
        headers.put(
                name + "reset",
                Instant.now().plus(reset).truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
