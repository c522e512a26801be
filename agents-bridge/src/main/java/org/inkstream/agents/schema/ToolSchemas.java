package org.inkstream.agents.schema;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;

/** The schemas of all tools of a catalogue, compiled once. Immutable, for any thread. */
public final class ToolSchemas {
    private final Map<String, JsonCheck> inputs = new HashMap<>();
    private final Map<String, JsonCheck> outputs = new HashMap<>();

    /**
     * @throws IllegalArgumentException if a schema is none
     */
    public ToolSchemas(ToolCatalogue catalogue) {
        for (Tool tool : catalogue.tools()) {
            inputs.put(tool.name(), JsonCheck.of(tool.inputSchema()));
            outputs.put(tool.name(), JsonCheck.of(tool.outputSchema()));
        }
    }

    /** What is wrong with the arguments of a call; empty if nothing is. */
    public Optional<String> argumentProblem(String tool, JsonObject arguments) {
        return checkOf(inputs, tool).problem(arguments.getMap());
    }

    /** What is wrong with a result; empty if nothing is. */
    public Optional<String> resultProblem(String tool, JsonObject result) {
        return checkOf(outputs, tool).problem(result.getMap());
    }

    private static JsonCheck checkOf(Map<String, JsonCheck> checks, String tool) {
        JsonCheck check = checks.get(tool);
        if (check == null) {
            throw new IllegalArgumentException("no schema for tool '" + tool + "'");
        }
        return check;
    }
}
