package org.inkstream.agents.mcp;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.call.AgentLine;
import org.inkstream.agents.call.CircuitBreakerAdapter;
import org.inkstream.agents.call.RetryBudget;
import org.inkstream.agents.mcp.client.McpHttpAgent;
import org.inkstream.agents.mcp.server.McpServer;
import org.inkstream.agents.mcp.server.RuleThreads;
import org.inkstream.agents.mcp.server.RuleTool;
import org.inkstream.agents.mcp.server.ServedTool;
import org.inkstream.agents.mcp.server.ServedTools;
import org.inkstream.agents.mcp.server.ToolHandler;
import org.inkstream.agents.mcp.server.ToolRouting;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.config.AgentsSettings;
import org.inkstream.time.Timers;

/**
 * Whom this process calls: the built-in agents, or those behind one URL where the settings name
 * one. One per process.
 */
public final class Agents {
    private final AgentsSettings settings;
    private final ToolCatalogue catalogue;
    private final RuleThreads threads;
    private final McpServer builtIn;

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
        Agent agent =
                settings.url().isEmpty()
                        ? new InProcessAgent(builtIn, work -> loop.runOnContext(now -> work.run()))
                        : new McpHttpAgent(vertx, settings, timers);
        Map<String, AgentLine> byAgent =
                catalogue.agents().stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(), name -> line(vertx, name, agent)));
        return new Lines(agent, byAgent);
    }

    /** Ends the built-in agents' threads; work that has begun ends by itself. */
    public void close() {
        threads.close();
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

    private AgentLine line(Vertx vertx, String name, Agent agent) {
        return new AgentLine(
                agent,
                new CircuitBreakerAdapter(vertx, name, settings.breaker()),
                new RetryBudget(settings.retryBudget()));
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
