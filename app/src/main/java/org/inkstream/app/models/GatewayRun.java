package org.inkstream.app.models;

import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.inkstream.agents.gateway.GatewayServer;
import org.inkstream.agents.gateway.LocalGateway;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.app.service.Addresses;
import org.inkstream.app.service.AnswerStore;
import org.inkstream.app.service.Await;
import org.inkstream.app.service.SeenEndpoints;
import org.inkstream.app.service.Termination;
import org.inkstream.config.Settings;
import org.inkstream.metrics.Metrics;
import org.inkstream.money.PriceTable;
import org.inkstream.pipeline.http.ManagementServer;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One gateway from its start to its end: it can be seen, stands by if another one serves, serves,
 * and drains. Blocks the thread of its command.
 */
final class GatewayRun {
    private static final Logger LOGGER = LoggerFactory.getLogger(GatewayRun.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Settings settings;
    private final Inference inference;
    private final Metrics metrics;
    private final Termination termination;
    private final Timers clock;
    private final SeenEndpoints seen;

    /** Why it takes no requests; read by health on another thread. */
    private volatile Optional<String> unready = Optional.of("starting");

    GatewayRun(
            Vertx vertx,
            Settings settings,
            Inference inference,
            Metrics metrics,
            Termination termination) {
        this.vertx = vertx;
        this.settings = settings;
        this.inference = inference;
        this.metrics = metrics;
        this.termination = termination;
        this.clock = new VertxTimers(vertx, vertx.getOrCreateContext());
        this.seen = new SeenEndpoints(metrics, clock);
    }

    /**
     * @param out where people read what happens
     * @return why it ended, empty if it was asked to
     */
    String run(PrintWriter out) {
        try (AnswerStore answers = AnswerStore.open(vertx, settings, role())) {
            ManagementServer management =
                    Await.done(
                            "opening the management port",
                            LIMIT,
                            GatewayHealth.of(() -> unready, answers::check, seen, clock)
                                    .serve(vertx, settings.http(), metrics));
            say(out, "health   http://%s:%d/health", settings.http().host(), management.port());
            if (settings.gateway().lease().isEmpty()) {
                serve(answers, () -> true, out);
            } else {
                serveWithLease(answers, out);
            }
            Await.done("closing the management port", LIMIT, management.close());
        }
        return termination.awaitAsked();
    }

    private void serveWithLease(AnswerStore answers, PrintWriter out) {
        String name = settings.gateway().lease();
        Optional<GatewayLease> lease =
                GatewayLease.await(
                        answers.owners(),
                        settings,
                        termination,
                        holder -> {
                            unready = Optional.of("stands by; another gateway serves");
                            say(out, "standby  another gateway has the lease %s", name);
                        });
        if (lease.isPresent()) {
            try (GatewayLease held = lease.get()) {
                say(out, "lease    %s", name);
                serve(answers, held::isHeld, out);
            }
        }
    }

    private void serve(AnswerStore answers, BooleanSupplier leads, PrintWriter out) {
        LocalGateway gateway =
                Await.done(
                        "opening the endpoints",
                        LIMIT,
                        LocalGateway.open(
                                vertx,
                                inference.endpoints(),
                                answers.endpoints(
                                        settings,
                                        inference,
                                        PriceTable.load(settings.cost().priceFile()),
                                        role(),
                                        seen,
                                        metrics.budgets())));
        GatewayServer server =
                Await.done(
                        "listening on port " + settings.gateway().port(),
                        LIMIT,
                        GatewayServer.start(
                                vertx, settings.gateway(), gateway, inference.models(), leads));
        unready = Optional.empty();
        announce(server.port(), out);
        termination.awaitAsked();
        unready = Optional.of("ending");
        server.unready();
        drain(gateway);
        Await.done("closing the port", LIMIT, server.close());
        Await.done("closing the endpoints", LIMIT, gateway.close());
    }

    private void announce(int port, PrintWriter out) {
        inference.endpoints().stream()
                .flatMap(endpoint -> endpoint.replicas().stream())
                .forEach(
                        one ->
                                say(
                                        out,
                                        "endpoint %s %s",
                                        one.name(),
                                        Addresses.withoutSecrets(one.url())));
        say(out, "http     %s:%d", settings.gateway().host(), port);
        say(out, "ollama   http://%s:%d", settings.gateway().host(), port);
        say(out, "running; stop with Ctrl-C");
    }

    private void drain(LocalGateway gateway) {
        try {
            Await.done("draining", settings.workflow().drainDeadline(), gateway.drain());
        } catch (IllegalStateException late) {
            LOGGER.atWarn().setCause(late).log("drain did not finish; callers ask again");
        }
    }

    private String role() {
        return "gateway-" + settings.gateway().port();
    }

    private static void say(PrintWriter out, String form, Object... values) {
        out.printf(form + "%n", values);
        out.flush();
    }
}
