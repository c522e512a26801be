package org.inkstream.agents.mcp.server;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.inkstream.agents.call.Agent;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;

/** The tools of a catalogue that have work behind them in this process. For any thread. */
public final class ServedTools implements ToolSource {
    private final ToolCatalogue catalogue;
    private final Map<String, ServedTool> tools;
    private final ToolSchemas schemas;
    private final String revision;

    /** The same without a revision, for callers in this process, who know what they run. */
    public ServedTools(
            ToolCatalogue catalogue, Map<String, ServedTool> tools, ToolSchemas schemas) {
        this(catalogue, tools, schemas, "");
    }

    /**
     * @param tools the work behind each tool; a tool of the catalogue without it is not served
     * @param revision of everything that decides how they answer
     */
    public ServedTools(
            ToolCatalogue catalogue,
            Map<String, ServedTool> tools,
            ToolSchemas schemas,
            String revision) {
        this.catalogue = catalogue;
        this.tools = Map.copyOf(tools);
        this.schemas = schemas;
        this.revision = revision;
    }

    @Override
    public String revision() {
        return revision;
    }

    /** Rules cost nothing, and the gateway keeps what models answered. */
    @Override
    public boolean honoursKeys() {
        return true;
    }

    @Override
    public JsonArray list() {
        JsonArray list = new JsonArray();
        catalogue.tools().stream()
                .filter(tool -> tools.containsKey(tool.name()))
                .map(ServedTools::shown)
                .forEach(list::add);
        return list;
    }

    @Override
    public Agent.Exchange call(ServedCall call) {
        ServedTool tool = tools.get(call.tool());
        if (tool == null) {
            throw new RpcError(Rpc.INVALID_PARAMS, "no such tool");
        }
        Optional<String> problem = schemas.argumentProblem(call.tool(), call.arguments());
        if (problem.isPresent()) {
            throw new RpcError(Rpc.INVALID_PARAMS, "arguments: " + problem.get());
        }
        return tool.call(call);
    }

    private static JsonObject shown(Tool tool) {
        return new JsonObject()
                .put("name", tool.name())
                .put("description", tool.description())
                .put("inputSchema", tool.inputSchema())
                .put("outputSchema", tool.outputSchema());
    }
}
