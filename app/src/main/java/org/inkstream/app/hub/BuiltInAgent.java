package org.inkstream.app.hub;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.builtin.BuiltInTools;
import org.inkstream.agents.hub.HubConnection;
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
import org.inkstream.app.service.TracedModels;
import org.inkstream.catalogue.Revision;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.Settings;
import org.inkstream.metrics.trace.Telemetry;
import org.inkstream.money.PriceTable;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;

/** One of the built-in agents, at work in this process. Used on threads that may block. */
final class BuiltInAgent implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A hub pings every quarter of a minute. */
    private static final int SILENT_SECONDS = 60;

    private static final int LARGEST_FRAME_BYTES = 1 << 20;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Timers timers = new VertxTimers(vertx, loop);
    private final RuleThreads threads;
    private final String name;
    private final Telemetry telemetry;
    private final Optional<AnswerStore> answers;
    private final OpenModels models;
    private final ToolSource tools;
    private final List<HubConnection> connections = new ArrayList<>();

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
        this.threads = new RuleThreads(settings.agents().ruleThreads());
        this.telemetry = TelemetryStart.open(settings.telemetry(), BuildVersion.number());
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
                        () -> answers.map(AnswerStore::kept).orElse(KeptAnswers.NONE),
                        schemas,
                        PriceTable.load(settings.cost().priceFile()),
                        telemetry,
                        timers));
    }

    private ToolSource traced(ServedTools served, ToolCatalogue own) {
        return telemetry == Telemetry.OFF
                ? served
                : new TracedTools(served, own.byName()::containsKey, telemetry, timers);
    }

    /** Serves MCP over HTTP by itself; the URL. */
    String serve(int port, Settings settings) {
        return Await.done(
                        "starting " + name,
                        LIMIT,
                        McpHttpServer.start(
                                vertx, port, new McpServer(name, tools), settings.hub()))
                .url();
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
        loop.runOnContext(now -> connections.forEach(HubConnection::close));
        Await.done("closing the way to the models", LIMIT, models.closing().get());
        answers.ifPresent(AnswerStore::close);
        Await.done("closing " + name, LIMIT, vertx.close());
        threads.close();
        telemetry.close();
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
