package org.inkstream.agents.hub;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.inkstream.identity.CanonicalJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who serves what. A tool's name belongs to the agent that registered it first, for as long as that
 * agent is connected. What has gone is remembered: it is not listed, but whoever asks for it hears
 * that its agent is away rather than that there is no such tool.
 */
final class Roster {
    private static final Logger LOGGER = LoggerFactory.getLogger(Roster.class);

    /** What one hub can be made to remember. */
    private static final int MOST_TOOLS = 5_000;

    private final Map<String, HubTool> tools = new TreeMap<>();
    private final Map<String, HubAgent> agents = new TreeMap<>();
    private final Map<AgentLink, HubAgent> byLink = new HashMap<>();
    private final Function<String, HubAgent> newAgent;
    private String revision = "";

    Roster(Function<String, HubAgent> newAgent) {
        this.newAgent = newAgent;
    }

    /**
     * Which of these tools the agent would serve. Those whose name another connected agent has are
     * left out, and so are those of another agent than the first.
     */
    List<HubTool> admissible(List<HubTool> offered) {
        Optional<String> agentId =
                offered.stream().filter(this::isAvailable).map(HubTool::agentId).findFirst();
        return offered.stream()
                .filter(
                        tool -> {
                            boolean admitted =
                                    isAvailable(tool) && agentId.get().equals(tool.agentId());
                            if (!admitted) {
                                LOGGER.atWarn()
                                        .addKeyValue("tool", tool.name())
                                        .addKeyValue("agent", tool.agentId())
                                        .log("a tool is skipped: another agent serves its name");
                            }
                            return admitted;
                        })
                .toList();
    }

    /**
     * A connection serves these tools from now on. Nothing is sent to it before {@link
     * HubAgent#pump}.
     *
     * @param admitted tools of one agent, at least one
     */
    HubAgent connect(AgentLink link, List<HubTool> admitted) {
        String id = admitted.get(0).agentId();
        HubAgent before = byLink.get(link);
        if (before != null && !before.id().equals(id)) {
            disconnect(link);
        }
        admitted.forEach(tool -> tools.put(tool.name(), tool));
        HubAgent agent = agents.computeIfAbsent(id, newAgent);
        byLink.put(link, agent);
        agent.connect(link);
        revision = "";
        makeRoom();
        return agent;
    }

    void disconnect(AgentLink link) {
        HubAgent agent = byLink.remove(link);
        if (agent != null) {
            agent.disconnect(link);
            LOGGER.atInfo().addKeyValue("agent", agent.id()).log("a connection has gone");
        }
    }

    /** The tool of this name, whether or not its agent is connected. */
    Optional<HubTool> tool(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    HubAgent agentOf(HubTool tool) {
        return agents.computeIfAbsent(tool.agentId(), newAgent);
    }

    /** The tools that can be called now, by name. */
    List<HubTool> connected() {
        return tools.values().stream().filter(tool -> isServed(tool)).toList();
    }

    /**
     * Of what all agents have said. One that is away for a moment is still in it: its results do
     * not become wrong by that.
     */
    String revision() {
        if (revision.isEmpty() && !tools.isEmpty()) {
            JsonObject said = new JsonObject();
            tools.values().forEach(tool -> said.put(tool.name(), tool.revision()));
            revision = CanonicalJson.sha256(said);
        }
        return revision;
    }

    /** Agents and their tools, for people who watch. */
    JsonArray toJson() {
        JsonArray list = new JsonArray();
        agents.values()
                .forEach(
                        agent ->
                                list.add(
                                        agent.toJson()
                                                .put("tools", new JsonArray(toolsOf(agent)))));
        return list;
    }

    /** Connected agents with the names of their tools. */
    Map<String, List<String>> connectedAgents() {
        Map<String, List<String>> byId = new TreeMap<>();
        agents.values().stream()
                .filter(HubAgent::isConnected)
                .forEach(agent -> byId.put(agent.id(), toolsOf(agent)));
        return byId;
    }

    /** Forgets what has gone when there is too much of it. */
    private void makeRoom() {
        if (tools.size() > MOST_TOOLS) {
            tools.values().removeIf(tool -> !isServed(tool));
            agents.values().removeIf(agent -> !agent.isConnected());
        }
    }

    Set<AgentLink> links() {
        return new LinkedHashSet<>(byLink.keySet());
    }

    private List<String> toolsOf(HubAgent agent) {
        return tools.values().stream()
                .filter(tool -> tool.agentId().equals(agent.id()))
                .map(HubTool::name)
                .toList();
    }

    private boolean isAvailable(HubTool tool) {
        HubTool first = tools.get(tool.name());
        return first == null || first.agentId().equals(tool.agentId()) || !isServed(first);
    }

    private boolean isServed(HubTool tool) {
        HubAgent agent = agents.get(tool.agentId());
        return agent != null && agent.serves(tool.name());
    }
}
