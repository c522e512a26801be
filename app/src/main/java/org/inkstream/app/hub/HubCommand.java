package org.inkstream.app.hub;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.inkstream.agents.hub.Hub;
import org.inkstream.app.BuildVersion;
import org.inkstream.app.service.AnswerStore;
import org.inkstream.app.service.Await;
import org.inkstream.app.service.Termination;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.command.ExitCodes;
import org.inkstream.command.InkstreamCommand;
import org.inkstream.command.SettingsOption;
import org.inkstream.config.HubSettings;
import org.inkstream.config.SecretFiles;
import org.inkstream.config.Settings;
import org.inkstream.metrics.Metrics;
import org.inkstream.pipeline.http.ManagementServer;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.pipeline.ops.Overview;
import org.inkstream.time.VertxTimers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The hub as a process. */
@Command(
        name = "hub",
        description = {
            "Runs the hub until it is stopped: agents register with it or are called by it, and"
                    + " clients call all their tools at one address, over MCP or the older hub's WebSocket."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inkstream hub",
            "  inkstream hub --set hub.agents=http://127.0.0.1:9000/mcp",
            "  MCP_JWT_SECRET=... inkstream hub --set hub.host=0.0.0.0"
        })
public final class HubCommand implements InkstreamCommand, Callable<Integer> {
    /** What the older hub called it. */
    private static final String SECRET = "MCP_JWT_SECRET";

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    @Mixin private SettingsOption settingsOption;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = settingsOption.load();
        HubSettings hubSettings =
                settings.hub().withSecretOfOlderHub(SecretFiles.value(System.getenv(), SECRET));
        Duration drain = settings.workflow().drainDeadline();
        Termination termination = Termination.onSignals(drain.plus(FAREWELL.multipliedBy(2)));
        try (Metrics metrics = new Metrics(BuildVersion.number()).withJvm()) {
            Vertx vertx = metrics.vertx(new VertxOptions().setEventLoopPoolSize(1)).build();
            try (AnswerStore answers =
                    AnswerStore.open(vertx, settings, "hub-" + hubSettings.port())) {
                AtomicBoolean draining = new AtomicBoolean();
                Hub hub = start(vertx, settings, hubSettings, metrics, answers, draining);
                announce(hubSettings, hub.port());
                termination.awaitAsked();
                draining.set(true);
                Await.done("draining", drain.plus(FAREWELL), hub.drain(drain));
            } finally {
                Await.done("closing", FAREWELL, vertx.close());
            }
            return ExitCodes.OK;
        } finally {
            termination.cleanedUp();
        }
    }

    private static Hub start(
            Vertx vertx,
            Settings settings,
            HubSettings hubSettings,
            Metrics metrics,
            AnswerStore answers,
            AtomicBoolean draining) {
        Handler<HttpServerRequest> management =
                ManagementServer.routes(
                        new Health(
                                List.of(),
                                List.of(() -> takesCalls(draining.get())),
                                new Overview(
                                        BuildVersion.number(),
                                        new VertxTimers(vertx, vertx.getOrCreateContext()),
                                        List.of(
                                                new Overview.Part(
                                                        "queue",
                                                        true,
                                                        () ->
                                                                Stream.of(
                                                                        takesCalls(
                                                                                draining
                                                                                        .get())))))),
                        metrics.scrape());
        return Await.done(
                "starting the hub",
                START,
                Hub.start(
                        vertx,
                        hubSettings,
                        settings.agents(),
                        ToolCatalogue.packaged(),
                        new HubMeters(metrics.agents()),
                        answers.kept(),
                        management));
    }

    private static Health.Check takesCalls(boolean draining) {
        return new Health.Check("calls", !draining, draining ? "draining" : "takes calls");
    }

    private void announce(HubSettings settings, int port) {
        PrintWriter out = spec.commandLine().getOut();
        String address = settings.host() + ":" + port;
        out.printf("mcp      http://%s%s%n", address, Hub.MCP_PATH);
        out.printf("agents   ws://%s%n", address);
        out.printf("health   http://%s/health/ready%n", address);
        out.printf("tokens   %s%n", settings.jwt().isOn() ? "needed" : "off (loopback only)");
        out.println("running; stop with Ctrl-C");
        out.flush();
    }
}
