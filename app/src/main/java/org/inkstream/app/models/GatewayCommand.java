package org.inkstream.app.models;

import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.inkstream.agents.gateway.EndpointOpener;
import org.inkstream.agents.gateway.GatewayServer;
import org.inkstream.agents.gateway.LocalGateway;
import org.inkstream.agents.inference.ModelEndpoints;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.app.service.Addresses;
import org.inkstream.app.service.AnswerStore;
import org.inkstream.app.service.Await;
import org.inkstream.app.service.Termination;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The queues before the inference servers as a process of their own, for all workers. */
@Command(
        name = "gateway",
        description = {
            "Runs the one queue before each inference server, for all workers of a cluster.",
            "Workers find it by gateway.url; all need the same models file (inference.models)."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream gateway --set inference.models=models.yaml",
            "  inkstream run --set inference.models=models.yaml --set"
                    + " gateway.url=http://127.0.0.1:8003",
            "  curl http://127.0.0.1:8003/endpoints"
        })
public final class GatewayCommand implements InkstreamCommand, Callable<Integer> {
    private static final Logger LOGGER = LoggerFactory.getLogger(GatewayCommand.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Mixin private SettingsOption settingsOption;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = settingsOption.load();
        Inference inference = Inference.load(settings.inference(), ToolCatalogue.packaged());
        if (inference.endpoints().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no tool asks a model: name a models file with --set"
                            + " inference.models=FILE (config/models.example.yaml shows one)");
        }
        Duration drain = settings.workflow().drainDeadline();
        Termination termination = Termination.onSignals(drain.plusSeconds(30));
        Vertx vertx = Vertx.vertx();
        try (AnswerStore answers =
                AnswerStore.open(vertx, settings, "gateway-" + settings.gateway().port())) {
            serve(vertx, settings, inference, answers, termination);
            return ExitCodes.OK;
        } finally {
            Await.done("closing", LIMIT, vertx.close());
            termination.cleanedUp();
        }
    }

    private void serve(
            Vertx vertx,
            Settings settings,
            Inference inference,
            AnswerStore answers,
            Termination termination) {
        LocalGateway gateway =
                Await.done(
                        "opening the endpoints",
                        LIMIT,
                        LocalGateway.open(
                                vertx,
                                inference.endpoints(),
                                EndpointOpener.of(ModelEndpoints.ofProcess()),
                                answers::kept));
        GatewayServer server =
                Await.done(
                        "listening on port " + settings.gateway().port(),
                        LIMIT,
                        GatewayServer.start(
                                vertx, settings.gateway(), gateway, inference.models()));
        PrintWriter out = spec.commandLine().getOut();
        inference
                .endpoints()
                .forEach(
                        endpoint ->
                                out.printf(
                                        "endpoint %s %s%n",
                                        endpoint.name(), Addresses.withoutSecrets(endpoint.url())));
        out.printf("http     %s:%d%n", settings.gateway().host(), server.port());
        out.println("running; stop with Ctrl-C");
        out.flush();
        termination.awaitAsked();
        server.unready();
        drain(gateway, settings.workflow().drainDeadline());
        Await.done("closing the port", LIMIT, server.close());
        Await.done("closing the endpoints", LIMIT, gateway.close());
    }

    private static void drain(LocalGateway gateway, Duration deadline) {
        try {
            Await.done("draining", deadline, gateway.drain());
        } catch (IllegalStateException late) {
            LOGGER.atWarn().setCause(late).log("drain did not finish; callers ask again");
        }
    }
}
