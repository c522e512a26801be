package org.inkstream.agents.hub;

import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.inkstream.identity.CanonicalJson;

/**
 * A tool as an agent said that it serves it.
 *
 * @param definition the agent's own words
 * @param shown what {@code tools/list} of MCP shows
 * @param revision changes when the tool may answer differently
 */
record HubTool(
        String name, String agentId, JsonObject definition, JsonObject shown, String revision) {
    /** In a tool's metadata: the agent understands and sends {@code _meta} beside its messages. */
    static final String SPEAKS_META = "org.inkstream/meta";

    private static final String REVISION = "org.inkstream/revision";
    private static final String OUTPUT_SCHEMA = "outputSchema";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final int LONGEST_AGENT_ID = 128;

    /**
     * As it stands in {@code tools/register} of the WebSocket dialect.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong
     */
    static HubTool registered(JsonObject definition) {
        String name = text(definition, "name");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a tool's name has letters, digits, _ and - only");
        }
        String agentId = text(definition, "agentId");
        if (agentId.isEmpty() || agentId.length() > LONGEST_AGENT_ID) {
            throw new IllegalArgumentException("tool " + name + " needs an agentId");
        }
        JsonObject metadata =
                definition.getValue("metadata") instanceof JsonObject given
                        ? given
                        : new JsonObject();
        JsonObject shown = shown(name, definition);
        if (metadata.getValue(OUTPUT_SCHEMA) instanceof JsonObject schema) {
            shown.put(OUTPUT_SCHEMA, schema);
        }
        String revision = text(metadata, REVISION);
        return new HubTool(
                name,
                agentId,
                definition,
                shown,
                revision.isEmpty() ? CanonicalJson.sha256(shown) : revision);
    }

    /**
     * As an MCP agent lists it.
     *
     * @param revision of all tools of that agent, empty if it does not say
     * @throws IllegalArgumentException if it is none
     */
    static HubTool listed(String agentId, JsonObject definition, String revision) {
        String name = text(definition, "name");
        JsonObject shown = shown(name, definition);
        if (definition.getValue(OUTPUT_SCHEMA) instanceof JsonObject schema) {
            shown.put(OUTPUT_SCHEMA, schema);
        }
        return new HubTool(
                name,
                agentId,
                shown.copy().put("agentId", agentId),
                shown,
                revision.isEmpty() ? CanonicalJson.sha256(shown) : revision);
    }

    boolean speaksMeta() {
        return definition.getValue("metadata") instanceof JsonObject metadata
                && Boolean.TRUE.equals(metadata.getValue(SPEAKS_META));
    }

    JsonObject inputSchema() {
        return shown.getJsonObject("inputSchema");
    }

    private static JsonObject shown(String name, JsonObject definition) {
        if (name.isEmpty()
                || !(definition.getValue("inputSchema") instanceof JsonObject schema)
                || !"object".equals(schema.getValue("type"))) {
            throw new IllegalArgumentException(
                    "tool " + name + " needs an inputSchema of type object");
        }
        return new JsonObject()
                .put("name", name)
                .put("description", text(definition, "description"))
                .put("inputSchema", schema);
    }

    private static String text(JsonObject json, String member) {
        return json.getValue(member) instanceof String text ? text : "";
    }
}
