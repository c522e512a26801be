package org.inkstream.app.hub;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.builtin.BuiltInTools;
import org.inkstream.agents.gateway.EndpointOpener;
import org.inkstream.agents.gateway.EndpointParts;
import org.inkstream.agents.hub.HubConnection;
import org.inkstream.agents.inference.ModelEndpoints;
import org.inkstream.agents.letters.BuiltInAgents;
import org.inkstream.agents.mcp.http.McpHttpServer;
import org.inkstream.agents.mcp.server.McpServer;
import org.inkstream.agents.mcp.server.RuleThreads;
import org.inkstream.agents.mcp.server.RuleTool;
import org.inkstream.agents.mcp.server.ServedTool;
import org.inkstream.agents.mcp.server.ServedTools;
import org.inkstream.agents.mcp.server.ToolRouting;
import org.inkstream.agents.mcp.server.ToolSource;
import org.inkstream.agents.modeltools.Inference;
import org.inkstream.agents.modeltools.OpenModels;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.agents.trace.TelemetryStart;
import org.inkstream.agents.trace.TracedTools;
import org.inkstream.app.BuildVersion;
import org.inkstream.app.service.AnswerStore;
import org.inkstream.app.service.Await;
import org.inkstream.app.service.SeenEndpoints;
import org.inkstream.app.service.TracedModels;
import org.inkstream.catalogue.Revision;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.InvalidSettings;
import org.inkstream.config.Settings;
import org.inkstream.metrics.Metrics;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.money.PriceTable;
import org.inkstream.pipeline.http.ManagementServer;
import org.inkstream.pipeline.ops.Health;
import org.inkstream.pipeline.ops.LoopWatch;
import org.inkstream.pipeline.ops.Overview;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;

/** One of the built-in agents, at work in this process. Used on threads that may block. */
final class BuiltInAgent implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A hub pings every quarter of a minute. */
    private static final int SILENT_SECONDS = 60;

    private static final int LARGEST_FRAME_BYTES = 1 << 20;

    private final Metrics metrics;
    private final Vertx vertx;
    private final Context loop;
    private final Timers timers;
    private final SeenEndpoints seen;
    private final LoopWatch watch;
    private final RuleThreads threads;
    private final String name;
    private final Telemetry telemetry;
    private final Optional<AnswerStore> answers;
    private final OpenModels models;
    private final ToolSource tools;
    private final List<HubConnection> connections = new CopyOnWriteArrayList<>();
    private volatile boolean serves;

    /**
     * @param name of an agent of the catalogue
     */
    BuiltInAgent(String name, Settings settings) {
        ToolCatalogue all = ToolCatalogue.packaged();
        ToolCatalogue own =
                all.only(
                        all.tools().stream()
                                .filter(tool -> tool.agent().equals(name))
                                .map(Tool::name)
                                .toList());
        Inference inference = Inference.load(settings.inference(), all);
        ToolSchemas schemas = new ToolSchemas(own);
        this.name = name;
        this.telemetry = TelemetryStart.open(settings.telemetry(), BuildVersion.number());
        this.metrics = new Metrics(BuildVersion.number(), telemetry.isOn()).withJvm();
        this.vertx = metrics.vertx(new VertxOptions()).build();
        this.loop = vertx.getOrCreateContext();
        this.timers = new VertxTimers(vertx, loop);
        this.seen = new SeenEndpoints(metrics, timers);
        this.watch = new LoopWatch("event loop", timers);
        this.threads = new RuleThreads(settings.agents().ruleThreads());
        this.answers =
                asksModelsItself(inference, settings)
                        ? Optional.of(AnswerStore.open(vertx, settings, "agent-" + name))
                        : Optional.empty();
        this.models = models(inference, settings, new ToolSchemas(all));
        this.tools =
                traced(
                        new ServedTools(
                                own,
                                handlers(own, models.routing()),
                                schemas,
                                Revision.of(own, BuiltInAgents.RULE_SET, inference.canonical())
                                        .hash()),
                        own);
    }

    /** Otherwise nothing is bought here, or a gateway elsewhere keeps it. */
    private static boolean asksModelsItself(Inference inference, Settings settings) {
        return !inference.tools().isEmpty() && settings.gateway().url().isEmpty();
    }

    private OpenModels models(Inference inference, Settings settings, ToolSchemas schemas) {
        return Await.done(
                "opening the way to the models",
                LIMIT,
                TracedModels.open(
                        vertx,
                        inference,
                        settings.gateway(),
                        endpoints(inference, settings),
                        schemas,
                        PriceTable.load(settings.cost().priceFile()),
                        telemetry,
                        timers));
    }

    /** Each agent has a process of its own, and what they may spend together is one amount. */
    private EndpointParts endpoints(Inference inference, Settings settings) {
        if (answers.isEmpty()) {
            return new EndpointParts(
                    EndpointOpener.of(ModelEndpoints.ofProcess()), () -> KeptAnswers.NONE);
        }
        if (settings.budgets().limited() && settings.store().uri().isEmpty()) {
            throw new InvalidSettings(
                    List.of(
                            new InvalidSettings.Problem(
                                    "store.uri",
                                    "",
                                    "must name a store where agents ask models themselves and"
                                            + " budgets are set; or gateway.url a gateway")));
        }
        return answers.get()
                .endpoints(
                        settings,
                        inference,
                        PriceTable.load(settings.cost().priceFile()),
                        "agent-" + name,
                        seen,
                        metrics.budgets());
    }

    private ToolSource traced(ServedTools served, ToolCatalogue own) {
        return telemetry == Telemetry.OFF
                ? served
                : new TracedTools(served, own.byName()::containsKey, telemetry, timers);
    }

    /** Serves MCP over HTTP by itself; the URL. */
    String serve(int port, Settings settings) {
        String url =
                Await.done(
                                "starting " + name,
                                LIMIT,
                                McpHttpServer.start(
                                        vertx, port, new McpServer(name, tools), settings.hub()))
                        .url();
        serves = true;
        return url;
    }

    /**
     * Serves metrics and health beside that.
     *
     * @param port 0 for any free one
     */
    int manage(String host, int port) {
        loop.runOnContext(now -> watch.start());
        return Await.done(
                        "opening the management port",
                        LIMIT,
                        ManagementServer.start(
                                vertx,
                                new ManagementServer.Place(host, port, "http.agentsPort"),
                                health(),
                                metrics.scrape()))
                .port();
    }

    private Health health() {
        List<Overview.Part> parts =
                new ArrayList<>(
                        List.of(
                                new Overview.Part("workers", true, () -> Stream.of(watch.check())),
                                // A hub that is away is none of its faults, and no reason to end.
                                new Overview.Part("hub", false, () -> Stream.of(reachable()))));
        answers.ifPresent(
                store ->
                        parts.add(
                                new Overview.Part(
                                        "database", false, () -> Stream.of(store.check()))));
        parts.addAll(seen.parts());
        return new Health(
                List.of(watch::check, seen::turning),
                List.of(this::reachable),
                new Overview(BuildVersion.number(), timers, parts));
    }

    private Health.Check reachable() {
        long open = connections.stream().filter(HubConnection::isRegistered).count();
        return serves
                ? new Health.Check("calls", true, "served here")
                : new Health.Check(
                        "calls",
                        open > 0,
                        open + " of " + connections.size() + " connections to the hub");
    }

    /**
     * Registers with a hub, and again whenever the hub was away.
     *
     * @param count connections, each of which carries one call at a time
     */
    void register(WebSocketConnectOptions hub, int count) {
        loop.runOnContext(
                now -> {
                    WebSocketClient client =
                            vertx.createWebSocketClient(
                                    new WebSocketClientOptions()
                                            .setIdleTimeout(SILENT_SECONDS)
                                            .setMaxConnections(count)
                                            .setMaxFrameSize(LARGEST_FRAME_BYTES)
                                            .setMaxMessageSize(LARGEST_FRAME_BYTES));
                    for (int i = 0; i < count; i++) {
                        HubConnection connection =
                                new HubConnection(client, hub, name, tools, timers);
                        connections.add(connection);
                        connection.open();
                    }
                });
    }

    @Override
    public void close() {
        loop.runOnContext(
                now -> {
                    watch.stop();
                    connections.forEach(HubConnection::close);
                });
        Await.done("closing the way to the models", LIMIT, models.closing().get());
        answers.ifPresent(AnswerStore::close);
        Await.done("closing " + name, LIMIT, vertx.close());
        threads.close();
        telemetry.close();
        metrics.close();
    }

    private Map<String, ServedTool> handlers(ToolCatalogue own, ToolRouting routing) {
        return BuiltInTools.handlers().entrySet().stream()
                .filter(tool -> own.byName().containsKey(tool.getKey()))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                tool ->
                                        routing.route(
                                                tool.getKey(),
                                                new RuleTool(tool.getValue(), threads, timers),
                                                threads)));
    }
}
