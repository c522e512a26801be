package org.inkstream.agents.mcp;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.AgentLine;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.call.CircuitBreakerAdapter;
import org.inkstream.agents.call.Places;
import org.inkstream.agents.call.RetryBudget;
import org.inkstream.agents.mcp.client.ClientParts;
import org.inkstream.agents.mcp.client.McpHttpAgent;
import org.inkstream.agents.mcp.client.StdioService;
import org.inkstream.agents.mcp.server.McpServer;
import org.inkstream.agents.mcp.server.RuleThreads;
import org.inkstream.agents.mcp.server.RuleTool;
import org.inkstream.agents.mcp.server.ServedTool;
import org.inkstream.agents.mcp.server.ServedTools;
import org.inkstream.agents.mcp.server.ToolHandler;
import org.inkstream.agents.mcp.server.ToolRouting;
import org.inkstream.agents.schema.AgentSchemas;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.AgentsSettings;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom this process calls: the built-in agents, or those behind the URL or the command that the
 * settings name. One per process.
 */
public final class Agents {
    /** Stands for the revision of agents that have not been reached yet. */
    public static final String UNKNOWN_REVISION = "unknown";

    private static final Duration LIST_AT_MOST_EVERY = Duration.ofSeconds(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(Agents.class);

    private final AgentsSettings settings;
    private final ToolCatalogue catalogue;
    private final RuleThreads threads;
    private final McpServer builtIn;
    private final ClientParts parts;
    private final AtomicReference<StdioService> processes = new AtomicReference<>();
    private volatile String revision;
    private volatile boolean keysHonoured;

    /**
     * @param handlers the work behind the built-in tools, by tool; unused where settings name a URL
     * @param routing who works behind them instead of the handlers
     * @param clock for measuring only
     * @throws IllegalArgumentException if the URL is none
     */
    public Agents(
            AgentsSettings settings,
            ToolCatalogue catalogue,
            ToolSchemas schemas,
            Map<String, ToolHandler> handlers,
            ToolRouting routing,
            Timers clock) {
        if (!settings.url().isEmpty()) {
            McpHttpAgent.checked(settings.url());
        }
        this.settings = settings;
        this.parts =
                new ClientParts(
                        new AgentSchemas(catalogue),
                        this::heardRevision,
                        told -> keysHonoured = told,
                        LIST_AT_MOST_EVERY);
        this.revision = settings.elsewhere() ? UNKNOWN_REVISION : "";
        this.catalogue = catalogue;
        this.threads = new RuleThreads(settings.ruleThreads());
        this.builtIn =
                new McpServer(
                        "inkstream",
                        new ServedTools(catalogue, served(handlers, routing, clock), schemas));
    }

    /**
     * The lines of one event loop to every agent of the catalogue; call this on that loop.
     *
     * @param timers of that loop
     */
    public Lines linesOn(Vertx vertx, Context loop, Timers timers) {
        Agent agent = agentOn(vertx, loop, timers);
        Places places = places();
        Map<String, AgentLine> byAgent =
                catalogue.agents().stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(),
                                        name -> line(vertx, name, agent, places)));
        return new Lines(agent, byAgent);
    }

    /**
     * The revision of agents elsewhere, as they last listed their tools; empty where they do not
     * say and where the agents are built in. It changes while the service runs.
     */
    public String revision() {
        return revision;
    }

    /**
     * Whether a call whose outcome was lost may be asked again without paying for it again. The
     * built-in agents honour keys; of those elsewhere it is known once they have listed their
     * tools.
     */
    public boolean honourKeys() {
        return switch (settings.honourKeys()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> !settings.elsewhere() || keysHonoured;
        };
    }

    /**
     * Asks agents elsewhere for their revision, so that {@link #revision()} knows it before the
     * first call. Fails with {@link CallFailure} if they cannot be reached; they are then heard of
     * with the first call that reaches them.
     */
    public Future<String> askRevision(Vertx vertx) {
        if (!settings.elsewhere()) {
            return Future.succeededFuture("");
        }
        Context loop = vertx.getOrCreateContext();
        Promise<String> asked = Promise.promise();
        loop.runOnContext(now -> askRevisionOn(vertx, loop).onComplete(asked));
        return asked.future();
    }

    private Future<String> askRevisionOn(Vertx vertx, Context loop) {
        Timers timers = new VertxTimers(vertx, loop);
        if (!settings.command().isEmpty()) {
            return processesOn(loop, timers).revision();
        }
        McpHttpAgent once = new McpHttpAgent(vertx, settings, timers, parts);
        return once.revision().eventually(once::close);
    }

    /**
     * Ends the built-in agents' threads, where work that has begun ends by itself, and the
     * processes of agents, for which it waits. Blocks.
     */
    public void close() {
        threads.close();
        StdioService running = processes.get();
        if (running != null) {
            running.close();
        }
    }

    private Agent agentOn(Vertx vertx, Context loop, Timers timers) {
        if (!settings.command().isEmpty()) {
            return processesOn(loop, timers).on(loop);
        }
        return settings.url().isEmpty()
                ? new InProcessAgent(builtIn, work -> loop.runOnContext(now -> work.run()))
                : new McpHttpAgent(vertx, settings, timers, parts);
    }

    /** The first loop that asks keeps the conversations of all. */
    private synchronized StdioService processesOn(Context loop, Timers timers) {
        StdioService running = processes.get();
        if (running == null) {
            running = StdioService.start(settings, loop, timers, parts);
            processes.set(running);
        }
        return running;
    }

    private void heardRevision(String told) {
        if (!told.equals(revision)) {
            LOGGER.atInfo().addKeyValue("revision", told).log("agents tell their revision");
            revision = told;
        }
    }

    private Map<String, ServedTool> served(
            Map<String, ToolHandler> handlers, ToolRouting routing, Timers clock) {
        return handlers.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                tool ->
                                        routing.route(
                                                tool.getKey(),
                                                new RuleTool(tool.getValue(), threads, clock),
                                                threads)));
    }

    private AgentLine line(Vertx vertx, String name, Agent agent, Places places) {
        return new AgentLine(
                agent,
                new CircuitBreakerAdapter(vertx, name, settings.breaker()),
                new RetryBudget(settings.retryBudget()),
                places,
                settings.waitDeadline());
    }

    /** With HTTP/1.1 a call has its connection to itself; everywhere else calls share what is. */
    private Places places() {
        return settings.url().isEmpty() || settings.http2()
                ? Places.unlimited()
                : Places.of(settings.connections());
    }

    /** One event loop's lines: the agents share its connections, and each has its own breaker. */
    public static final class Lines implements Function<String, AgentLine> {
        private final Agent agent;
        private final Map<String, AgentLine> byAgent;

        private Lines(Agent agent, Map<String, AgentLine> byAgent) {
            this.agent = agent;
            this.byAgent = byAgent;
        }

        /**
         * @throws IllegalArgumentException if the catalogue has no such agent
         */
        @Override
        public AgentLine apply(String name) {
            AgentLine line = byAgent.get(name);
            if (line == null) {
                throw new IllegalArgumentException(
                        "no agent '" + name + "'; there are " + byAgent.keySet());
            }
            return line;
        }

        /** Closes the connections; attempts in the air fail with class connection. */
        public Future<Void> close() {
            return agent.close();
        }
    }
}
