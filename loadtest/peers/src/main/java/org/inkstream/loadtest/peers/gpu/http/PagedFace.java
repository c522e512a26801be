package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.inkstream.loadtest.peers.gpu.Ending;
import org.inkstream.loadtest.peers.gpu.Engine;
import org.inkstream.loadtest.peers.gpu.Figures;
import org.inkstream.loadtest.peers.gpu.Ideal;
import org.inkstream.loadtest.peers.gpu.Order;
import org.inkstream.loadtest.peers.gpu.PagedEngine;
import org.inkstream.loadtest.peers.gpu.PagedSetup;
import org.inkstream.loadtest.peers.gpu.Prompt;
import org.inkstream.loadtest.peers.models.Dialect;
import org.inkstream.loadtest.peers.models.ModelRequest;
import org.inkstream.loadtest.peers.models.OpenAiFlavour;
import org.inkstream.loadtest.peers.models.ReceivedRequest;
import org.inkstream.loadtest.peers.models.Wire;

/** vLLM or SGLang. */
final class PagedFace implements Face {
    private final PagedSetup setup;
    private final PagedEngine engine;
    private final Metrics metrics;
    private final OpenAiFlavour flavour;
    private final Wire wire;

    PagedFace(PagedSetup setup, PagedEngine engine, OpenAiFlavour flavour, Metrics metrics) {
        this.setup = setup;
        this.engine = engine;
        this.flavour = flavour;
        this.metrics = metrics;
        this.wire = Dialect.OPENAI.wire(List.of(setup.model().name()), flavour);
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

    /** vLLM takes no priority unless it was started to look at them. */
    @Override
    public Optional<Wire.Refused> objection(ReceivedRequest request) {
        Optional<Wire.Refused> objection = wire.objection(request);
        boolean misplaced =
                priority(request) != 0
                        && flavour == OpenAiFlavour.VLLM
                        && setup.policy() != PagedSetup.Policy.PRIORITY;
        return objection.isPresent() || !misplaced
                ? objection
                : Optional.of(
                        new Wire.Refused(
                                400,
                                "Got priority "
                                        + priority(request)
                                        + " but priority scheduling is not enabled"));
    }

    @Override
    public Order order(ModelRequest request, int outputTokens) {
        int most = request.maxTokens() > 0 ? request.maxTokens() : Integer.MAX_VALUE;
        return Order.of(request.model(), Prompt.ofText(request.prompt()), outputTokens)
                .maxTokens(most)
                .priority(priority(request.received()));
    }

    private static int priority(ReceivedRequest request) {
        return request.body().getInteger("priority", 0);
    }

    @Override
    public Wire.Page page(ReceivedRequest request) {
        return request.is("GET", "/metrics")
                ? new Wire.Page(200, Exposition.TYPE, Buffer.buffer(metrics.text(engine.stats())))
                : wire.page(request);
    }

    @Override
    public void answered(Figures figures, Ending.Reason reason) {
        metrics.answered(figures, reason);
    }
}
