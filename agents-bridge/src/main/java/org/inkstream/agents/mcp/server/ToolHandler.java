package org.inkstream.agents.mcp.server;

import io.vertx.core.json.JsonObject;

/** The work behind a tool that is served here. Called on threads made for such work. */
@FunctionalInterface
public interface ToolHandler {
    /**
     * @param arguments what the tool's input schema allows; not to be changed
     * @return the structured result
     */
    JsonObject call(JsonObject arguments);
}
